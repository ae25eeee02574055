using Ketrew.Expander.Caching;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Caching;

public sealed class SealedFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_was_kept_is_found_under_its_name_only()
    {
        SealedFiles files = new(_directory.FullPath);

        Assert.Null(files.Keep("ab12", [1, 2, 3]));

        Assert.Equal([1, 2, 3], files.Find("ab12")!.Value.ToArray());
        Assert.Null(files.Find("ab13"));
    }

    [Fact]
    public void A_damaged_or_misplaced_file_is_none()
    {
        SealedFiles files = new(_directory.FullPath);
        files.Keep("ab12", [1, 2, 3]);
        byte[] whole = File.ReadAllBytes(_directory["ab/12"]);

        File.WriteAllBytes(_directory["ab/13"], whole);
        Assert.Null(files.Find("ab13"));
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 1;
            File.WriteAllBytes(_directory["ab/12"], damaged);
            Assert.Null(files.Find("ab12"));
            File.WriteAllBytes(_directory["ab/12"], whole[..i]);
            Assert.Null(files.Find("ab12"));
        }

        Assert.Equal(["12", "13"], files.All().Where(file => !files.IsWhole(file)).Select(file => file.Name).Order());
    }

    [Fact]
    public void Where_nothing_can_be_written_it_says_why()
    {
        _directory.Write("file", "");

        Assert.NotNull(new SealedFiles(_directory["file"]).Keep("ab12", []));
    }
}
