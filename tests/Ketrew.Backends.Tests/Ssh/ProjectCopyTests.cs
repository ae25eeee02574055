using System.Runtime.Versioning;
using System.Security.Cryptography;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Staging;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Ssh;

/// <summary>Files of a project on a host that has a copy of its own. The host is this machine, in another directory.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ProjectCopyTests : IDisposable
{
    private readonly SshServer _server = new();
    private readonly TemporaryDirectory _project = new();
    private readonly SshHost _host;
    private readonly RunId _run = new("p1", 1);

    public ProjectCopyTests() => _host = new SshHost(_server.Address);

    private string Tree => Copy().PlaceProject(_project.FullPath);

    private string Log => Copy().PlaceLog(NewAttempt().Id, _project.FullPath, _project["log"]);

    public void Dispose()
    {
        _host.Dispose();
        _server.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void Paths_of_the_project_become_paths_of_the_copy_and_others_stay()
    {
        Attempt placed = Copy().Place(NewAttempt() with
        {
            Directory = _project["src"],
            StandardInput = "/dev/zero",
            StandardOutput = _project["out.txt"],
        });

        Assert.Equal((Tree, $"{Tree}/src", "/dev/zero", $"{Tree}/out.txt"), (placed.ProjectDirectory, placed.Directory, placed.StandardInput, placed.StandardOutput));
        Assert.Equal($"{Path.GetDirectoryName(Tree)}/logs/p1/1/t/1", placed.LogPath);
    }

    [Fact]
    public async Task What_is_declared_arrives_with_its_modes_links_and_times()
    {
        _ = _project.Write("it's a \"dir\"/$x", "content");
        MakeExecutable(_project.Write("tools/run -x", "#!/bin/sh\n"));
        File.SetLastWriteTimeUtc(_project["tools/run -x"], DateTime.UnixEpoch.AddDays(1));
        _ = Directory.CreateDirectory(_project["data/empty"]);
        _ = _project.Write("data/a.txt", "a");
        _ = File.CreateSymbolicLink(_project["data/link"], "a.txt");
        _ = File.CreateSymbolicLink(_project["data/absolute"], _project["elsewhere"]);
        _ = _project.Write("elsewhere", "linked");
        _ = _project.Write("undeclared", "secret");

        await SendAsync("it's a \"dir\"/$x", "tools/run -x", "data");

        Assert.Equal("content", await File.ReadAllTextAsync($"{Tree}/it's a \"dir\"/$x"));
        Assert.True(File.GetUnixFileMode($"{Tree}/tools/run -x").HasFlag(UnixFileMode.UserExecute));
        Assert.False(File.GetUnixFileMode($"{Tree}/data/a.txt").HasFlag(UnixFileMode.UserExecute));
        Assert.Equal(DateTime.UnixEpoch.AddDays(1), File.GetLastWriteTimeUtc($"{Tree}/tools/run -x"));
        Assert.True(Directory.Exists($"{Tree}/data/empty"));
        Assert.Equal("a.txt", new FileInfo($"{Tree}/data/link").LinkTarget);
        Assert.Equal("linked", await File.ReadAllTextAsync($"{Tree}/data/absolute"));
        Assert.False(File.Exists($"{Tree}/undeclared"));
    }

    [Fact]
    public async Task A_link_that_leaves_the_project_is_replaced_by_what_it_points_to()
    {
        using TemporaryDirectory storage = new();
        _ = storage.Write("reads/1.txt", "reads");
        _ = File.CreateSymbolicLink(storage["reads/above"], storage.FullPath);
        _ = File.CreateSymbolicLink(_project["reads"], storage["reads"]);

        await SendAsync("reads");

        Assert.Null(new DirectoryInfo($"{Tree}/reads").LinkTarget);
        Assert.Equal("reads", await File.ReadAllTextAsync($"{Tree}/reads/1.txt"));
    }

    [Fact]
    public async Task What_is_there_already_is_not_sent_again()
    {
        _ = _project.Write("big", "big");
        _ = _project.Write("small", "small");
        await SendAsync("big", "small");
        DateTime written = DateTime.UnixEpoch.AddDays(2);
        File.SetLastWriteTimeUtc($"{Tree}/big", written);
        _ = _project.Write("small", "new");

        await SendAsync("big", "small");

        Assert.Equal(written, File.GetLastWriteTimeUtc($"{Tree}/big"));
        Assert.Equal("new", await File.ReadAllTextAsync($"{Tree}/small"));
    }

    [Fact]
    public async Task What_is_gone_here_and_what_became_something_else_is_so_there()
    {
        _ = _project.Write("d/gone", "gone");
        _ = _project.Write("d/file", "file");
        _ = _project.Write("d/directory/in it", "x");
        await SendAsync("d");
        File.Delete(_project["d/gone"]);
        File.Delete(_project["d/file"]);
        Directory.Delete(_project["d/directory"], recursive: true);
        _ = _project.Write("d/file/in it", "y");
        _ = _project.Write("d/directory", "z");

        await SendAsync("d");

        Assert.Equal(["directory", "file"], Directory.EnumerateFileSystemEntries($"{Tree}/d").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal("y", await File.ReadAllTextAsync($"{Tree}/d/file/in it"));
        Assert.Equal("z", await File.ReadAllTextAsync($"{Tree}/d/directory"));
    }

    [Fact]
    public async Task Many_files_of_many_attempts_go_in_one_stream()
    {
        Attempt[] attempts = [.. Enumerable.Range(1, 300).Select(i => NewAttempt(i) with { Inputs = [Input($"in/{i % 7}/{i}"), Input("common")] })];
        _ = _project.Write("common", "c");
        foreach (int i in Enumerable.Range(1, 300))
        {
            _ = _project.Write($"in/{i % 7}/{i}", $"{i}");
        }

        ValueList<string?> problems = await Copy().SendAsync([.. attempts], CancellationToken.None);

        Assert.All(problems, Assert.Null);
        Assert.Equal(300, Directory.EnumerateFiles($"{Tree}/in", "*", SearchOption.AllDirectories).Count(path => File.ReadAllText(path) == Path.GetFileName(path)));
    }

    [Fact]
    public async Task An_attempt_that_may_be_running_is_left_alone()
    {
        _ = _project.Write("out", "old");
        await SendAsync("out");
        _ = _server.Directory.Write("playgrounds/p1/1/t/1/script", "");
        _ = WriteThere("out", "half");

        await SendAsync("out");

        Assert.Equal("half", await File.ReadAllTextAsync($"{Tree}/out"));
    }

    [Fact]
    public async Task Names_that_can_not_be_sent_are_refused_and_others_go()
    {
        _ = _project.Write("d/two\nlines", "");
        _ = _project.Write("good", "good");

        ValueList<string?> problems = await Copy().SendAsync(
            [NewAttempt(1) with { Inputs = [Input("d")] }, NewAttempt(2) with { Inputs = [Input("good")] }], CancellationToken.None);

        Assert.Contains("holds a line end", problems[0], StringComparison.Ordinal);
        Assert.Null(problems[1]);
        Assert.True(File.Exists($"{Tree}/good"));
    }

    [Fact]
    public async Task Outputs_are_fetched_with_the_log_when_it_succeeded()
    {
        ProjectCopy copy = Copy();
        Attempt attempt = NewAttempt() with { Outputs = [Input("out"), Input("deep/one.txt")], StandardOutput = _project["printed"] };
        await SendAsync(copy, attempt);
        _ = WriteThere("out/a b.txt", "a");
        MakeExecutable(WriteThere("out/program", "p"));
        _ = Directory.CreateDirectory($"{Tree}/out/empty");
        _ = File.CreateSymbolicLink($"{Tree}/out/link", "a b.txt");
        _ = File.CreateSymbolicLink($"{Tree}/out/absolute", $"{Tree}/out/program");
        _ = WriteThere("deep/one.txt", "one");
        _ = WriteThere("printed", "printed");
        _ = WriteFile(Log, "log\n");

        await copy.FetchAsync(attempt.Id, new Verdict.Exited(0), CancellationToken.None);

        Assert.Equal(
            ["a", "one", "printed", "log\n"],
            new[] { "out/a b.txt", "deep/one.txt", "printed", "log" }.Select(path => File.ReadAllText(_project[path])));
        Assert.True(File.GetUnixFileMode(_project["out/program"]).HasFlag(UnixFileMode.UserExecute));
        Assert.True(Directory.Exists(_project["out/empty"]));
        Assert.Equal(("a b.txt", _project["out/program"]), (new FileInfo(_project["out/link"]).LinkTarget, new FileInfo(_project["out/absolute"]).LinkTarget));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_project["orders"]));
    }

    [Fact]
    public async Task Of_one_that_failed_only_what_it_printed_is_fetched()
    {
        ProjectCopy copy = Copy();
        Attempt attempt = NewAttempt() with { Outputs = [Input("out")] };
        _ = _project.Write("out", "good");
        await SendAsync(copy, attempt);
        _ = WriteThere("out", "half");
        _ = WriteFile(Log, "it failed\n");

        await copy.FetchAsync(attempt.Id, new Verdict.Exited(1), CancellationToken.None);

        Assert.Equal(("good", "it failed\n"), (await File.ReadAllTextAsync(_project["out"]), await File.ReadAllTextAsync(_project["log"])));
    }

    [Fact]
    public async Task What_the_attempt_deleted_is_deleted_here_and_nothing_that_came_meanwhile()
    {
        ProjectCopy copy = Copy();
        Attempt attempt = NewAttempt() with { Outputs = [Input("out")] };
        _ = _project.Write("out/old", "old");
        _ = _project.Write("out/edited", "before");
        await SendAsync(copy, attempt);
        File.Delete($"{Tree}/out/old");
        File.Delete($"{Tree}/out/edited");
        _ = _project.Write("out/edited", "after");
        _ = _project.Write("out/mine", "mine");

        await copy.FetchAsync(attempt.Id, new Verdict.Exited(0), CancellationToken.None);

        Assert.Equal(["edited", "mine"], Directory.EnumerateFiles(_project["out"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_later_engine_fetches_what_an_earlier_one_sent_for()
    {
        Attempt attempt = NewAttempt() with { Outputs = [Input("out")] };
        await SendAsync(Copy(), attempt);
        _ = WriteThere("out", "made");

        await Copy().FetchAsync(attempt.Id, new Verdict.Exited(0), CancellationToken.None);
        await Copy().FetchAsync(attempt.Id, new Verdict.Exited(0), CancellationToken.None);

        Assert.Equal("made", await File.ReadAllTextAsync(_project["out"]));
    }

    [Fact]
    public async Task What_arrives_as_something_else_is_noticed_on_the_way_there()
    {
        // Wrong digests are what a broken disk looks like.
        _ = _project.Write("a", "a");
        using SshHost host = WithTool("sha256sum", "/usr/bin/sha256sum \"$@\" | sed 's/^../00/'");

        ValueList<string?> problems = await Copy(host).SendAsync([NewAttempt() with { Inputs = [Input("a")] }], CancellationToken.None);

        Assert.Contains("as something else than they are here; tried 3 times", problems[0], StringComparison.Ordinal);
        Assert.False(File.Exists($"{Tree}/a"));
        Assert.Empty(Directory.EnumerateDirectories(Path.GetDirectoryName(Tree)!, "incoming*"));
    }

    [Fact]
    public async Task What_arrives_as_something_else_is_noticed_on_the_way_back()
    {
        Attempt attempt = NewAttempt() with { Outputs = [Input("out")] };
        _ = _project.Write("out", "before");
        await SendAsync(Copy(), attempt);
        _ = WriteThere("out", "after");
        using SshHost host = WithTool("tar", "/bin/tar \"$@\" | sed 's/after/wrong/'");

        BackendException failure = await Assert.ThrowsAsync<BackendException>(
            () => Copy(host).FetchAsync(attempt.Id, new Verdict.Exited(0), CancellationToken.None));

        Assert.True(failure.IsRecoverable);
        Assert.Equal("before", await File.ReadAllTextAsync(_project["out"]));
        await Copy().FetchAsync(attempt.Id, new Verdict.Exited(0), CancellationToken.None);
        Assert.Equal("after", await File.ReadAllTextAsync(_project["out"]));
    }

    [Theory]
    [InlineData("sha256sum")]
    [InlineData("shasum")]
    [InlineData("openssl")]
    public async Task Any_program_for_digests_will_do(string program)
    {
        using SshHost host = WithTool(program, program == "openssl"
            ? "shift 3; for f; do printf '%s *%s\\n' \"$(/usr/bin/sha256sum < \"$f\" | cut -c 1-64)\" \"$f\"; done"
            : $"{(program == "shasum" ? "shift 2; " : "")}exec /usr/bin/sha256sum \"$@\"", onlyThis: true);
        _ = _project.Write("a b", "a");

        ValueList<string?> problems = await Copy(host).SendAsync([NewAttempt() with { Inputs = [Input("a b")] }], CancellationToken.None);

        Assert.Null(problems[0]);
        Assert.Equal("a", await File.ReadAllTextAsync($"{Tree}/a b"));
    }

    [Fact]
    public async Task Without_any_program_for_digests_nothing_is_sent()
    {
        using SshHost host = WithTool("other", "", onlyThis: true);
        _ = Directory.CreateDirectory(Tree);
        _ = _project.Write("a", "a");

        ValueList<string?> problems = await Copy(host).SendAsync([NewAttempt() with { Inputs = [Input("a")] }], CancellationToken.None);

        Assert.Contains("there is none of sha256sum, shasum and openssl", problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_cut_in_the_middle_of_sending_leaves_nothing_half()
    {
        _ = _project.Write("a", new string('a', 1000));
        byte[] noise = RandomNumberGenerator.GetBytes(20_000_000);
        await File.WriteAllBytesAsync(_project["b"], noise);
        // Says when it has begun, and never gets to the end.
        using SshHost host = WithTool("tar", $"head -c 1000000 > /dev/null; echo > {_server.Directory["begun"]}; exec cat > /dev/null");
        Task<ValueList<string?>> sending = Copy(host).SendAsync([NewAttempt() with { Inputs = [Input("a"), Input("b")] }], CancellationToken.None);
        await _server.Directory.WaitForAsync("begun");

        _server.Stop();
        BackendException failure = await Assert.ThrowsAsync<BackendException>(() => sending);
        _server.Start();
        await SendAsync("a", "b");

        Assert.True(failure.IsRecoverable);
        Assert.Equal(noise, await File.ReadAllBytesAsync($"{Tree}/b"));
    }

    [Fact]
    public async Task A_connection_that_is_cut_in_the_middle_of_fetching_leaves_all_as_it_was()
    {
        Attempt attempt = NewAttempt() with { Outputs = [Input("out")] };
        _ = _project.Write("out/a", "before");
        await SendAsync(Copy(), attempt);
        _ = WriteThere("out/a", "after");
        _ = WriteThere("out/b", new string('b', 3_000_000));
        using SshHost host = WithTool("tar", $"/bin/tar \"$@\" | head -c 1000000; echo > {_server.Directory["begun"]}; while printf .; do sleep 0.1; done");
        Task fetching = Copy(host).FetchAsync(attempt.Id, new Verdict.Exited(0), CancellationToken.None);
        await _server.Directory.WaitForAsync("begun");

        _server.Stop();
        BackendException failure = await Assert.ThrowsAsync<BackendException>(() => fetching);

        Assert.True(failure.IsRecoverable);
        Assert.Equal("before", await File.ReadAllTextAsync(_project["out/a"]));
        Assert.False(File.Exists(_project["out/b"]));
        _server.Start();
        await Copy().FetchAsync(attempt.Id, new Verdict.Exited(0), CancellationToken.None);
        Assert.Equal("after", await File.ReadAllTextAsync(_project["out/a"]));
    }

    private static ProjectPath Input(string path) => ProjectPath.Parse(path);

    private static void MakeExecutable(string path) => File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private string WriteThere(string relative, string text) => WriteFile($"{Tree}/{relative}", text);

    private static string WriteFile(string path, string text)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private Attempt NewAttempt(int number = 1) => new()
    {
        Id = new AttemptId(_run, new TargetId("t"), number),
        ProjectDirectory = _project.FullPath,
        Steps = [Bench.Shell("true")],
        Directory = _project.FullPath,
        LogPath = _project["log"],
    };

    private ProjectCopy Copy(SshHost? host = null) => new(host ?? _host, _server.Directory["playgrounds"], "testhost", _project["orders"], TimeProvider.System);

    private Task SendAsync(params string[] inputs) => SendAsync(Copy(), NewAttempt() with { Inputs = [.. inputs.Select(Input)] });

    private static async Task SendAsync(ProjectCopy copy, Attempt attempt) =>
        Assert.Null(Assert.Single(await copy.SendAsync([attempt], CancellationToken.None)));

    /// <summary>The same host, where one of the system's tools is another one.</summary>
    private SshHost WithTool(string name, string script, bool onlyThis = false)
    {
        string directory = $"tools.{Guid.NewGuid():N}";
        MakeExecutable(_server.Directory.Write($"{directory}/{name}", $"#!/bin/sh\n{script}\n"));
        if (onlyThis)
        {
            foreach (string tool in (string[])["sh", "cat", "cut", "find", "mkdir", "mv", "rm", "sed", "sort", "cmp", "tar", "grep", "tail", "df", "dd", "readlink"])
            {
                _ = File.CreateSymbolicLink(_server.Directory[$"{directory}/{tool}"], File.Exists($"/usr/bin/{tool}") ? $"/usr/bin/{tool}" : $"/bin/{tool}");
            }
        }

        string path = onlyThis ? _server.Directory[directory] : $"{_server.Directory[directory]}:/usr/bin:/bin";
        return new SshHost(_server.Address with { Shell = ["/usr/bin/env", $"PATH={path}", "/bin/sh", "-c"] });
    }
}
