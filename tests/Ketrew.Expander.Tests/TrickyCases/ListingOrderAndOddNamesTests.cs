using System.Diagnostics;
using System.Globalization;
using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class ListingOrderAndOddNamesTests : TrickyCase
{
    private static readonly string[] _names = ["b.in", "B.in", "I.in", "i.in", "a b.in", "a'b.in", "a\"b.in", "#a.in", "a\nb.in", "é.in", "e\u0301.in", "ı.in", "日.in", "a\u00A0b.in"];

    [Theory]
    [InlineData("glob: \"*.in\"")]
    [InlineData("list: .")]
    public async Task The_order_in_which_files_were_made_and_the_culture_of_the_person_are_no_part_of_an_answer(string question)
    {
        string[] answers = [await MakeAsync(_names, question, "en-US"), await MakeAsync([.. _names.Reverse()], question, "tr-TR")];

        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public async Task Every_name_is_found_once_in_ordinal_order_composed_and_decomposed_letters_apart() =>
        Assert.Equal(string.Join('|', _names.Order(StringComparer.Ordinal)), await MakeAsync(_names, "glob: \"*.in\"", "en-US"));

    [Fact]
    public async Task A_name_that_is_no_text_stops_nobody()
    {
        using (Process touch = Process.Start("/bin/sh", ["-c", $"touch '{Project[""]}/'$(printf 'odd\\377.in')"]))
        {
            await touch.WaitForExitAsync();
        }

        string answer = await MakeAsync(["a.in"], "glob: \"*.in\"", "en-US");

        Assert.Contains("a.in", answer.Split('|'));
    }

    private async Task<string> MakeAsync(string[] names, string question, string culture)
    {
        foreach (string name in names)
        {
            File.Delete(Project[name]);
        }

        foreach (string name in names)
        {
            Project.Write(name, "");
        }

        Directory.Delete(Directory.CreateDirectory(Project[".ketrew"]).FullName, recursive: true);
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            return await AnswerAsync(question);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
