using System.Text.RegularExpressions;
using Ketrew.Expander.Packages.Locking;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Packages;

public sealed partial class LockTests
{
    [Fact]
    public async Task The_lock_says_which_packages_there_are_and_what_is_in_them()
    {
        using PackageProject project = Files("b", "files: [{ site: 'a:s', from: x }]").InstallFiles("installation", "a", "1.0.0", "sites: { s: '' }\nrequires: { c: '*' }")
            .InstallFiles("installation", "c", "2.0.0-rc.1", "sites: { t: '' }")
            .InstallFiles("installation", "bystander", "1.0.0", "sites: { s: '' }")
            .Write("project/dev/ketrew-plugin.yaml", "ketrew-plugin: 1\nname: dev\nversion: 0.1.0\nsites: { s: '' }\n")
            .Use("  - package: a\n  - package: ./dev");

        LockChange change = (await project.ExpandAsync()).Lock!;

        Assert.Equal(["a 1.0.0", "b 1.0.0", "c 2.0.0-rc.1"], change.Changes);
        await Snapshot.Verify(change.Text);
    }

    [Fact]
    public async Task What_was_written_is_accepted_though_the_packages_lie_elsewhere()
    {
        using PackageProject project = await LockedAsync();
        Directory.CreateDirectory(project["home"]);
        Directory.Move(project["installation"], project["home/ketrew"]);
        project.IsLocked = true;

        ExpansionResult result = await project.ExpandAsync();

        Assert.Equal("", project.Render(result.Diagnostics));
        Assert.Null(result.Lock);
    }

    [Fact]
    public async Task The_version_that_is_pinned_is_taken_though_there_is_a_higher_one()
    {
        using PackageProject project = await LockedAsync();
        project.InstallFiles("installation", "a", "1.1.0", "sites: { s: '' }");

        Assert.Null((await project.ExpandAsync()).Lock);
    }

    [Fact]
    public async Task Another_version_is_taken_and_written_when_the_pinned_one_is_gone()
    {
        using PackageProject project = await LockedAsync();
        Directory.Move(project["installation/packages/a/1.0.0"], project["gone"]);
        project.InstallFiles("installation", "a", "1.1.0", "sites: { s: '' }").InstallFiles("installation", "n", "1.0.0", "files: [{ site: 'a:s', from: x }]");

        ExpansionResult result = await project.ExpandAsync();

        Assert.Equal("", project.Render(result.Diagnostics));
        Assert.Equal(["a 1.0.0 → 1.1.0", "n 1.0.0"], result.Lock!.Changes);
    }

    [Fact]
    public async Task Files_that_changed_under_a_pinned_version_are_a_warning_once()
    {
        using PackageProject project = await LockedAsync();
        project.Write("installation/packages/a/1.0.0/extra", "smuggled");

        ExpansionResult result = await project.ExpandAsync();
        result.Lock!.Write();

        Assert.Equal("", await project.ProblemsAsync());
        await Snapshot.Verify(Shorten(project.Render(result.Diagnostics)));
    }

    [Fact]
    public async Task Nothing_may_differ_from_the_lock_when_that_is_wanted()
    {
        using PackageProject project = Files("a", "sites: { s: '' }").InstallFiles("installation", "b", "1.0.0", "sites: { s: '' }").InstallFiles("installation", "c", "1.0.0", "sites: { s: '' }")
            .Use("  - package: a\n  - package: b\n  - package: c");
        (await project.ExpandAsync()).Lock!.Write();
        project.IsLocked = true;

        project.Write("installation/packages/a/1.0.0/extra", "smuggled")
            .InstallFiles("installation", "b", "1.1.0", "sites: { s: '' }")
            .InstallFiles("installation", "n", "1.0.0", "files: [{ site: 'a:s', from: x }]")
            .Use("  - package: a\n  - package: b");
        Directory.Delete(project["installation/packages/b/1.0.0"], recursive: true);

        await Snapshot.Verify(Shorten(await project.ProblemsAsync()));
    }

    [Fact]
    public async Task Without_a_lock_nothing_is_pinned()
    {
        using PackageProject project = Files("a", "sites: { s: '' }").Use("  - package: a");
        project.IsLocked = true;

        await Snapshot.Verify(await project.ProblemsAsync());
    }

    [Fact]
    public async Task A_lock_that_can_not_be_read_is_told_at_its_line()
    {
        using PackageProject project = Files("a", "sites: { s: '' }").Use("  - package: a")
            .Write("project/plugins.lock", "plugins-lock: 1\npackages:\n  a:\n    version: one\n    digest: md5:12\n  b: {}\n");

        await Snapshot.Verify(await project.ProblemsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_under_development_needs_no_lock(bool isLocked)
    {
        using PackageProject project = new PackageProject().Write("project/dev/ketrew-plugin.yaml", "ketrew-plugin: 1\nname: dev\nversion: 0.1.0\nsites: { s: '' }\n").Use("  - package: ./dev");
        project.IsLocked = isLocked;

        ExpansionResult result = await project.ExpandAsync();

        Assert.Equal("", project.Render(result.Diagnostics));
        Assert.Null(result.Lock);
    }

    [Fact]
    public async Task A_package_that_only_adds_files_is_taken_in_the_pinned_version()
    {
        using PackageProject project = Files("a", "sites: { s: '' }").Install("installation", "asking", "1.0.0")
            .InstallFiles("installation", "b", "1.0.0", "files: [{ site: 'a:s', from: x }]", "x")
            .Use("  - package: a\n  - package: asking", "  - asking.ask-site: { package: a, site: s, files: '**' }");
        (await project.ExpandAsync()).Lock!.Write();
        project.InstallFiles("installation", "b", "1.1.0", "files: [{ site: 'a:s', from: [x, new] }]", "x", "new");
        project.IsLocked = true;

        Assert.Equal("x", await project.AnswerAsync());
        File.Delete(project["project/plugins.lock"]);
        project.IsLocked = false;
        Assert.Equal("new|x", await project.AnswerAsync());
    }

    [Fact]
    public async Task Two_workflows_of_one_directory_share_their_lock_without_fighting()
    {
        using PackageProject project = Files("a", "sites: { s: '' }").InstallFiles("installation", "b", "1.0.0", "sites: { s: '' }")
            .Use("  - package: a");
        (await project.ExpandAsync()).Lock!.Write();
        (await project.Use("  - package: b").ExpandAsync()).Lock!.Write();
        project.IsLocked = true;

        Assert.Equal("", await project.ProblemsAsync());
        Assert.Equal("", await project.Use("  - package: a").ProblemsAsync());
    }

    [Fact]
    public async Task A_pinned_package_that_no_longer_adds_its_files_is_missed()
    {
        using PackageProject project = Files("a", "sites: { s: '' }").InstallFiles("installation", "b", "1.0.0", "files: [{ site: 'a:s', from: x }]", "x").Use("  - package: a");
        (await project.ExpandAsync()).Lock!.Write();
        Directory.Move(project["installation/packages/b"], project["gone"]);

        LockChange change = (await project.ExpandAsync()).Lock!;
        project.IsLocked = true;

        Assert.Equal(["without b"], change.Changes);
        await Snapshot.Verify(Shorten(await project.ProblemsAsync()));
    }

    [Fact]
    public async Task A_workflow_without_packages_leaves_the_lock_alone()
    {
        using PackageProject project = await LockedAsync();

        Assert.Null((await project.Use("  []").ExpandAsync()).Lock);
    }

    private static PackageProject Files(string name, string more) => new PackageProject().InstallFiles("installation", name, "1.0.0", more, "x");

    private static async Task<PackageProject> LockedAsync()
    {
        PackageProject project = Files("a", "sites: { s: '' }").Use("  - package: a");
        (await project.ExpandAsync()).Lock!.Write();
        return project;
    }

    // Which digest it is depends on the text of the manifests; that it is one is enough.
    private static string Shorten(string text) => ShortDigest().Replace(text, match => match.Value[..9] + "…");

    [GeneratedRegex("sha256:[0-9a-f]{12}…")]
    private static partial Regex ShortDigest();
}
