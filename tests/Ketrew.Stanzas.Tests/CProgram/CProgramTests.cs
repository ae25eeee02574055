using System.Diagnostics;
using Ketrew.CommandLine.Tests;
using Ketrew.TestSupport;

namespace Ketrew.Stanzas.Tests.CProgram;

/// <summary>A library and a program that uses it, compiled for real.</summary>
public sealed class CProgramTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public CProgramTests()
    {
        _directory.Write("c-program.stanza.cs", File.ReadAllText(Path.Combine(Repository.Root, "stanzas/CProgram/c-program.stanza.cs")));
        Workflow("""
            - c-library: { name: shapes, sources: "shapes/*.c", include: shapes/include, flags: [-Wall, -Werror] }
            - c-program: { name: draw, sources: ["draw/*.c", "draw/*.cpp"], include: shapes/include, link: build/libshapes.a, libraries: [m], defines: { SIDE: 4 } }
            """);
        _directory.Write("shapes/include/shapes.h", "#pragma once\n#include \"detail/unit.h\"\n#ifdef __cplusplus\nextern \"C\"\n#endif\nint area(int side);\n");
        _directory.Write("shapes/include/detail/unit.h", "#define UNIT 1\n");
        _directory.Write("shapes/square.c", "#include <shapes.h>\nint area(int side) { return side * side * UNIT; }\n");
        _directory.Write("shapes/own.c", "#include <stddef.h>\n#include \"own.h\"\nint own(void) { return OWN; }\n");
        _directory.Write("shapes/own.h", "#define OWN 7\n");
        _directory.Write("draw/main.cpp", "#include <cstdio>\n#include <shapes.h>\nint main() { std::printf(\"%d\\n\", area(SIDE)); }\n");
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_edited_header_compiles_what_includes_it_and_nothing_else()
    {
        string[] first = ExecutedTargets.Of(await RunAsync("run"));
        string area = await PrintedAsync();
        _directory.Write("shapes/include/detail/unit.h", "#define UNIT 2\n");
        string[] afterHeader = ExecutedTargets.Of(await RunAsync("run"));
        string doubled = await PrintedAsync();
        _directory.Write("shapes/own.h", "#define OWN 7 /* the same */\n");
        string[] afterComment = ExecutedTargets.Of(await RunAsync("run"));

        Assert.Equal(["draw", "draw-draw-main.cpp", "shapes", "shapes-shapes-own.c", "shapes-shapes-square.c"], first);
        Assert.Equal(("16\n", "32\n"), (area, doubled));
        Assert.Equal(["draw", "draw-draw-main.cpp", "shapes", "shapes-shapes-square.c"], afterHeader);
        Assert.Equal(["shapes-shapes-own.c"], afterComment);
    }

    [Fact]
    public async Task A_source_that_goes_takes_its_symbols_along()
    {
        _ = ExecutedTargets.Of(await RunAsync("run"));
        File.Delete(_directory["shapes/own.c"]);
        _ = ExecutedTargets.Of(await RunAsync("run"));

        Assert.DoesNotContain("own", File.ReadAllText(_directory["build/libshapes.a"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_library_is_made_of_code_that_can_lie_anywhere()
    {
        Workflow("""
            - c-library: { name: shapes, sources: "shapes/*.c", include: shapes/include, shared: true }
            """);

        _ = ExecutedTargets.Of(await RunAsync("run"));

        Assert.True(File.Exists(_directory["build/libshapes.so"]));
    }

    [Fact]
    public async Task What_is_wrong_is_told_at_once()
    {
        Workflow("""
            - c-library: { name: none, sources: "nothing/*.c" }
            - c-program: { name: odd, sources: ["shapes/*.h"] }
            """);

        await Verify((await RunAsync("expand")).ToString());
    }

    private Task<Outcome> RunAsync(params string[] arguments) => KetrewProgram.RunAsync(_directory.FullPath, arguments);

    private void Workflow(string stanzas) => _directory.Write(
        "workflow.yaml", $"ketrew: 1\nplugins:\n  - source: c-program.stanza.cs\nstanzas:\n{string.Concat(stanzas.Split('\n').Select(line => $"  {line}\n"))}");

    private async Task<string> PrintedAsync()
    {
        using Process program = Process.Start(new ProcessStartInfo(_directory["build/draw"]) { RedirectStandardOutput = true })!;
        string printed = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        return printed;
    }
}
