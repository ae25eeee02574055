using System.Diagnostics;
using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class ListingOrderAndOddNamesTests : TrickyCase
{
    private static readonly string[] _names = ["b.in", "B.in", "I.in", "i.in", "a b.in", "a'b.in", "a\"b.in", "#a.in", "a\nb.in", "é.in", "e\u0301.in", "ı.in", "日.in", "a\u00A0b.in"];

    [Theory]
    [InlineData("glob: \"*.in\"")]
    [InlineData("list: .")]
    public async Task The_order_in_which_files_were_made_is_no_part_of_an_answer(string question)
    {
        string forward = await MakeAsync(_names, question);

        string backward = await MakeAsync([.. _names.Reverse()], question);

        Assert.Equal(forward, backward);
        Assert.True((await Project.ExpandAsync()).IsHit());
    }

    [Fact]
    public async Task Every_name_is_found_once_in_ordinal_order_composed_and_decomposed_letters_apart() =>
        Assert.Equal(string.Join('|', _names.Order(StringComparer.Ordinal)), await MakeAsync(_names, "glob: \"*.in\""));

    [Fact]
    public async Task A_name_that_is_no_text_stops_nobody()
    {
        await ShellAsync("touch \"$(printf 'odd\\377.in')\"");

        string answer = await MakeAsync(["a.in"], "glob: \"*.in\"");

        // .NET can't delete what it can't name.
        await ShellAsync("rm odd*.in");
        Assert.Contains("a.in", answer.Split('|'));
    }

    private async Task<string> MakeAsync(string[] names, string question)
    {
        foreach (string name in names)
        {
            File.Delete(Project[name]);
        }

        foreach (string name in names)
        {
            Project.Write(name, "");
        }

        return await AnswerAsync(question);
    }

    private async Task ShellAsync(string script)
    {
        using Process shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { WorkingDirectory = Project.Root })!;
        await shell.WaitForExitAsync();
    }
}
