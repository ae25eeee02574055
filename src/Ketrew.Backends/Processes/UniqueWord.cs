namespace Ketrew.Backends.Processes;

/// <summary>Words that nothing else on any machine has: names of drafts, marks in what is printed.</summary>
internal static class UniqueWord
{
    /// <summary>A further one: 32 letters and digits.</summary>
    public static string Next() => Guid.NewGuid().ToString("N");
}
