using System.Runtime.CompilerServices;
using Ketrew.Sdk.Testing.Comparing;

namespace Ketrew.TestSupport;

/// <summary>Compares text with <c>Subject.Behaviour.verified.txt</c> beside the test; a difference is written to <c>.received.txt</c> and never accepted by the run itself.</summary>
public static class Snapshot
{
    /// <summary>Fails unless the text is the accepted one.</summary>
    /// <param name="text">What was printed or generated; line ends are made <c>\n</c>.</param>
    /// <param name="variant">Tells the cases of one test apart; empty when there is one only.</param>
    /// <param name="file">The test's source file; filled in by the compiler.</param>
    /// <param name="behaviour">The test's name; filled in by the compiler.</param>
    public static Task Verify(
        string text, string variant = "", [CallerFilePath] string file = "", [CallerMemberName] string behaviour = "") =>
        Verify(SnapshotFile.Of(file, behaviour, variant), text);

    /// <summary>Fails unless the text is what a file holds.</summary>
    /// <param name="text">What was printed or generated; line ends are made <c>\n</c>.</param>
    /// <param name="verified">The accepted text; may not exist yet.</param>
    /// <param name="received">Written on a difference, deleted otherwise.</param>
    public static Task VerifyFile(string text, string verified, string received) => Verify(new SnapshotFile(verified, received), text);

    private static Task Verify(SnapshotFile snapshot, string text) =>
        snapshot.Compare(text) is { } problem ? throw new SnapshotException(problem) : Task.CompletedTask;
}

/// <summary>A snapshot isn't what it was.</summary>
/// <param name="message">Which one, and the difference.</param>
public sealed class SnapshotException(string message) : Exception(message);
