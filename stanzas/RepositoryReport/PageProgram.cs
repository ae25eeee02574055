namespace Ketrew.Stanzas.RepositoryReport;

/// <summary>The awk program that turns the table into a page; a file of its own, so that an editor knows what it is.</summary>
internal static class PageProgram
{
    /// <summary>The program's text.</summary>
    public static string Text
    {
        get
        {
            using StreamReader reader = new(typeof(PageProgram).Assembly.GetManifestResourceStream("page.awk")!);
            return reader.ReadToEnd();
        }
    }
}
