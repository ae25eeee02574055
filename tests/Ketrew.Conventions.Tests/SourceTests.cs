using System.Text.RegularExpressions;

namespace Ketrew.Conventions.Tests;

public sealed class SourceTests
{
    private const int LongestFile = 400;

    // A record that fits here is "tiny" and may live beside the type that uses it.
    private const int TinyType = 12;

    private static IEnumerable<RepositoryFile> Ours => RepositoryFile.Sources.Where(file => file.IsBelow("src", "stanzas", "tests", "bench"));

    private static IEnumerable<RepositoryFile> Product => RepositoryFile.Sources.Where(file => file.IsBelow("src", "stanzas"));

    [Fact]
    public void Types_and_folders_have_names_that_say_something()
    {
        IEnumerable<string> types = Ours.SelectMany(
            file => Code.TypeNames(file.ReadText()).Where(name => Code.EmptyName().IsMatch(name)).Select(name => $"{file}: {name}"));
        IEnumerable<string> folders = Ours.Select(file => Path.GetDirectoryName(file.Path)!).Distinct()
            .Where(folder => folder.Split('/').Any(name => Code.EmptyName().IsMatch(name)));

        Rule.Holds("If you can't name it, you haven't found its home.", types.Concat(folders));
    }

    [Fact]
    public void Nothing_is_folded_away_in_a_region() =>
        Rule.Holds("No #region: split the file instead.", Ours
            .Where(file => file.ReadLines().Any(line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal)))
            .Select(file => file.Path));

    [Fact]
    public void Files_are_short_enough_to_read() =>
        Rule.Holds($"A file has at most {LongestFile} lines, or an entry with its reason in Exemption.LongFile.", Ours
            .Where(file => !IsExempt(file, Exemption.LongFile))
            .Select(file => (file.Path, Lines: file.ReadLines().Length))
            .Where(file => file.Lines > LongestFile)
            .Select(file => $"{file.Path}: {file.Lines} lines"));

    [Fact]
    public void A_file_holds_one_public_type() =>
        Rule.Holds($"One public type a file; a second one has at most {TinyType} lines.", Ours
            .Where(file => !IsExempt(file, Exemption.SeveralTypes))
            .SelectMany(file => Code.PublicTypes(file.ReadLines())
                .Where(type => type.Name != Path.GetFileName(file.Path).Split('.')[0] && type.Lines > TinyType)
                .Select(type => $"{file}: {type.Name}, {type.Lines} lines")));

    [Fact]
    public void Clock_chance_and_surroundings_are_handed_in() =>
        Rule.Holds("Use TimeProvider, given ids and given settings, or add a reasoned entry to Exemption.AmbientState.",
            FindInProduct(Code.AmbientState(), Exemption.AmbientState));

    [Fact]
    public void Only_the_output_folder_writes_to_the_console() =>
        Rule.Holds("Console belongs to Ketrew.CommandLine/Output.", FindInProduct(Code.ProcessConsole(), Exemption.ProcessConsole));

    [Fact]
    public void Exempted_files_exist_and_say_why() =>
        Rule.Holds("An exemption names a file that exists, and its reason.", Exemption.All
            .Where(exemption => exemption.Reason.Length == 0
                || (!exemption.Path.EndsWith('/') && !RepositoryFile.All.Any(exemption.Covers)))
            .Select(exemption => exemption.Path));

    private static IEnumerable<string> FindInProduct(Regex pattern, IReadOnlyList<Exemption> exemptions) => Product
        .Where(file => !IsExempt(file, exemptions))
        .SelectMany(file => Code.Find(file.ReadText(), pattern).Select(hit => $"{file}:{hit}"));

    private static bool IsExempt(RepositoryFile file, IReadOnlyList<Exemption> exemptions) =>
        exemptions.Any(exemption => exemption.Covers(file));
}
