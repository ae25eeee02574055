using System.Runtime.Versioning;
using Ketrew.Backends.Local;
using Ketrew.Backends.Processes;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Tests.Processes;

/// <summary>Commands that are run without the shell that was asked for: nobody may notice.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PlainCommandTests : IAsyncLifetime
{
    // Where `sh` is bash, it tells these; programs that go by them don't work under another shell.
    private static readonly string[] _ofSomeShells = ["_=", "SHLVL=", "OLDPWD="];

    private readonly Bench _bench = new(_ => new LocalBackend(Bench.BaseSet, "testhost", TimeProvider.System));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("cp a b", new[] { "cp", "a", "b" })]
    [InlineData("  cc  -O2 -DNAME=value -o out/x.o ../src/x.c ", new[] { "cc", "-O2", "-DNAME=value", "-o", "out/x.o", "../src/x.c" })]
    [InlineData("./configure --prefix=/opt/x", new[] { "./configure", "--prefix=/opt/x" })]
    public void A_program_with_its_arguments_needs_no_shell(string script, string[] words)
    {
        PlainCommand? command = PlainCommand.Of(Default(script));

        Assert.Equal(words, command?.Words);
        Assert.Null(command?.Input);
        Assert.Null(command?.Output);
    }

    [Theory]
    [InlineData("sort < a", "a", null, false)]
    [InlineData("sort > b", null, "b", false)]
    [InlineData("sort >b", null, "b", false)]
    [InlineData("sort >>b", null, "b", true)]
    [InlineData("sort >> b <a", "a", "b", true)]
    [InlineData(" sort  <  x/a  >  /y/b ", "x/a", "/y/b", false)]
    [InlineData("<a >b sort", "a", "b", false)]
    public void Files_that_are_read_and_written_need_none_either(string script, string? input, string? output, bool appends)
    {
        PlainCommand? command = PlainCommand.Of(Default(script));

        Assert.Equal("sort", Assert.Single(command?.Words ?? []));
        Assert.Equal((input, output, appends), (command?.Input, command?.Output, command?.Appends));
    }

    [Theory]
    [InlineData("cp a b; cp b c")]
    [InlineData("sort a>b")]
    [InlineData("sort a 2> b")]
    [InlineData("sort a 2>b")]
    [InlineData("sort a >&2")]
    [InlineData("sort a > b > c")]
    [InlineData("sort < a < b")]
    [InlineData("sort a >")]
    [InlineData("sort a > > b")]
    [InlineData("sort <> a")]
    [InlineData("sort a >| b")]
    [InlineData("sort << a")]
    [InlineData("> a")]
    [InlineData("echo a > b")]
    [InlineData("cat *.c")]
    [InlineData("cat a | sort")]
    [InlineData("cp $a b")]
    [InlineData("cp 'a b' c")]
    [InlineData("cp \"a\" b")]
    [InlineData("cp a\\ b c")]
    [InlineData("cp ~/a b")]
    [InlineData("cp a b # why")]
    [InlineData("cp a b\ncp b c")]
    [InlineData("cp a\tb")]
    [InlineData("cp {a,b} c")]
    [InlineData("LC_ALL=C sort a")]
    [InlineData("! grep a b")]
    [InlineData("sleep 1 &")]
    [InlineData("cat a?")]
    [InlineData("cat [ab]")]
    [InlineData("echo a")]
    [InlineData("exit 3")]
    [InlineData("cd src")]
    [InlineData("exec cp a b")]
    [InlineData("cp é b")]
    [InlineData("")]
    [InlineData(" ")]
    public void Whatever_may_mean_something_to_a_shell_is_given_to_it(string script) => Assert.Null(PlainCommand.Of(Default(script)));

    [Fact]
    public void Another_shell_than_the_usual_one_is_always_asked()
    {
        Assert.Null(PlainCommand.Of(new Step.Shell("cp a b", ["bash", "-euo", "pipefail", "-c"])));
        Assert.Null(PlainCommand.Of(new Step.Shell("cp a b", ["sh", "-eux", "-c"])));
        Assert.Null(PlainCommand.Of(new Step.Exec(["cp", "a", "b"])));
    }

    [Fact]
    public void A_program_is_found_where_a_shell_finds_it()
    {
        Assert.Equal("/usr/bin/env", Prepare("env a", "/nowhere:/usr/bin")?.Program);
        Assert.Equal("./env", Prepare("./env a", "/usr/bin")?.Program);
        // A directory that is relative to whatever directory there will be may hold it, too.
        Assert.Null(Prepare("env a", "tools:/usr/bin"));
        Assert.Null(Prepare("env a", ":/usr/bin"));
        Assert.Null(Prepare("nosuchprogram a", "/usr/bin"));
    }

    [Fact]
    public async Task Who_would_wait_for_a_pipe_is_a_shell()
    {
        Write("a-file", "text\n", isExecutable: false);
        Assert.Equal(new Verdict.Exited(0), await _bench.RunAsync(Bench.Shell("mkfifo pipe")) with { Usage = default });
        string directory = _bench.Directory.FullPath;

        Assert.NotNull(Prepare("cat < a-file > new", "/usr/bin", directory));
        Assert.Null(Prepare("cat a-file > pipe", "/usr/bin", directory));
        Assert.Null(Prepare("cat < pipe", "/usr/bin", directory));
        Assert.Null(Prepare("cat < nothing-there", "/usr/bin", directory));
        Assert.Null(Prepare("cat a-file > /dev/null", "/usr/bin", directory));
    }

    [Fact]
    public void Streams_that_the_target_speaks_of_are_left_to_a_shell()
    {
        StepSurroundings surroundings = new(new ProgramLookup(), "/", "/etc/passwd", [new NamedValue("PATH", "/usr/bin:/bin")], []);

        Assert.NotNull(surroundings.TryPrepare(Default("cat a"), "/out", true, "/log", out _)?.Plain);
        Assert.Null(surroundings.TryPrepare(Default("cat a > /nothing-there"), null, true, "/log", out _)?.Plain);
    }

    [Theory]
    [InlineData("env")]
    [InlineData("ls -d . /")]
    [InlineData("./with-interpreter a b")]
    [InlineData("./without-interpreter a b")]
    [InlineData("./not-executable a b")]
    [InlineData("./nothing-there a b")]
    [InlineData("nosuchprogram a b")]
    [InlineData("readlink /proc/self/cwd")]
    [InlineData("cat a-file nothing-there")]
    [InlineData("cat < a-file")]
    [InlineData("cat a-file > made")]
    [InlineData("cat a-file >> a-file-too")]
    [InlineData("cat nothing-there > made")]
    [InlineData("cat < a-file > made")]
    [InlineData("cat < nothing-there > made")]
    [InlineData("cat a-file > nowhere/made")]
    [InlineData("cat a-file > a-directory")]
    [InlineData("nosuchprogram > made")]
    public async Task It_does_what_it_does_under_a_shell(string script)
    {
        Write("with-interpreter", "#!/bin/sh\necho $0 $# $1 $PWD\n", isExecutable: true);
        Write("without-interpreter", "echo $# $1 $PWD\n", isExecutable: true);
        Write("not-executable", "#!/bin/sh\necho $0\n", isExecutable: false);
        Write("a-file", "text\n", isExecutable: false);
        Write("a-file-too", "more\n", isExecutable: false);
        _ = Directory.CreateDirectory(_bench.Directory["a-directory"]);

        (Verdict Verdict, string[] Log) plain = await RunAsync(Default(script), number: 1);
        string? plainlyMade = TakeFiles();
        (Verdict Verdict, string[] Log) shell = await RunAsync(Bench.Shell(script), number: 2);

        Assert.Equal(shell.Verdict, plain.Verdict);
        Assert.Equal(shell.Log, plain.Log);
        Assert.Equal(TakeFiles(), plainlyMade);
    }

    // What was written, which then is as it was before.
    private string? TakeFiles()
    {
        string made = _bench.Directory["made"];
        string too = _bench.Directory["a-file-too"];
        string written = $"{File.ReadAllText(too)} {(File.Exists(made) ? File.ReadAllText(made) : null)}";
        File.Delete(made);
        File.WriteAllText(too, "more\n");
        return written;
    }

    private async Task<(Verdict Verdict, string[] Log)> RunAsync(Step step, int number)
    {
        Verdict verdict = await _bench.RunAsync(_bench.NewAttempt(step, number));
        IEnumerable<string> lines = _bench.Log(number).Split('\n')
            .Where(line => !line.StartsWith("KETREW_ATTEMPT=", StringComparison.Ordinal) && !Array.Exists(_ofSomeShells, line.StartsWith))
            .Order(StringComparer.Ordinal);
        return (verdict with { Usage = default }, [.. lines]);
    }

    private static SpawnRequest? Prepare(string script, string searchPath, string directory = "/") =>
        new StepSurroundings(new ProgramLookup(), directory, null, [new NamedValue("PATH", searchPath + ":/bin")], []).TryPrepare(Default(script), null, true, "/dev/null", out _)?.Plain;

    private static Step.Shell Default(string script) => new(script, ["sh", "-eu", "-c"]);

    private void Write(string name, string text, bool isExecutable)
    {
        string path = _bench.Directory.Write(name, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | (isExecutable ? UnixFileMode.UserExecute : 0));
    }
}
