using Ketrew.Expander.Tests.Expansion;
using Ketrew.Sdk;

namespace Ketrew.Expander.Tests.TrickyCases;

/// <summary>One group of cases in which expansion tools are known to go wrong. Each is tried on a project on disk, with the real plugin host.</summary>
public abstract class TrickyCase : IDisposable
{
    private protected TrickyCase()
    {
    }

    private protected TrickProject Project { get; } = new();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Deletes the project.</summary>
    /// <param name="disposing">False when nobody did it in time.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Project.Dispose();
        }
    }

    /// <summary>Expands, and gives all that is said about it.</summary>
    private protected async Task<string> ProblemsAsync() => await Project.ProblemsAsync();

    /// <summary>What a stanza <c>ask</c> is answered.</summary>
    private protected async Task<string> AnswerAsync(string question) => (await Project.Use($"- ask: {{ {question} }}").ExpandAsync()).Answer();

    /// <summary>The targets' ids, joined.</summary>
    private protected async Task<string> IdsAsync() => string.Join(' ', (await Project.PlanAsync()).Ids());

    /// <summary>What a file holds.</summary>
    private protected Digest DigestOf(string path) => Digest.Of(File.ReadAllText(Project[path]));
}
