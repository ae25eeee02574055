using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.Engine.Checking;

/// <summary>Names the differences from a target's last success, in the order in which they matter.</summary>
/// <param name="facts">What is known; needs must be done.</param>
/// <param name="store">Where the parts of the last success are.</param>
internal sealed class StaleReasons(ProjectFacts facts, StateStore store)
{
    /// <summary>Every difference; empty when there is none.</summary>
    public ValueList<StaleReason> Of(int target)
    {
        List<StaleReason> reasons = [];
        if (facts.IsForced(target))
        {
            reasons.Add(new StaleReason(StaleKind.Forced, "", "", ""));
        }

        if (facts.Graph[target].Always)
        {
            reasons.Add(new StaleReason(StaleKind.Always, "", "", ""));
        }

        if (facts.Successes[target] is null)
        {
            reasons.Add(new StaleReason(StaleKind.NeverSucceeded, "", "", ""));
            return [.. reasons];
        }

        CompareParts(target, reasons);
        CompareOutputs(target, reasons);
        return [.. reasons];
    }

    private void CompareParts(int target, List<StaleReason> reasons)
    {
        List<FingerprintPart> now = facts.Calculator.Parts(target);
        Dictionary<(StaleKind, string), string> old = [];
        foreach (FingerprintPart part in store.LoadParts(facts.Graph[target].Id))
        {
            old[Key(part)] = part.Value;
        }

        int before = reasons.Count;
        foreach (FingerprintPart part in now)
        {
            bool was = old.Remove(Key(part), out string? value);
            if (!was || value != part.Value)
            {
                reasons.Add(new StaleReason(Key(part).Kind, Key(part).Name, was ? value! : "", Shown(part)));
            }
        }

        reasons.AddRange(old.Select(gone => new StaleReason(gone.Key.Item1, gone.Key.Item2, Shown(gone.Value), "")));
        bool differs = facts.Calculator.Fingerprint(target, out _) != facts.Successes[target]?.Fingerprint;
        if (differs && reasons.Count == before)
        {
            reasons.Add(new StaleReason(StaleKind.Fingerprint, "", "", ""));
        }
        else if (!differs)
        {
            // A need under another name that leaves the same behind is a difference in names only.
            reasons.RemoveRange(before, reasons.Count - before);
        }
    }

    private void CompareOutputs(int target, List<StaleReason> reasons)
    {
        Dictionary<string, string> recorded = store.LoadOutputs(facts.Graph[target].Id);
        FileContent[] contents = facts.Calculator.OutputContents(target);
        ReadOnlySpan<int> outputs = facts.Graph.Outputs(target);
        for (int i = 0; i < outputs.Length; i++)
        {
            string path = facts.Graph.File(outputs[i]).Value;
            string now = contents[i].ToString();
            if (contents[i].IsMissing)
            {
                reasons.Add(new StaleReason(StaleKind.OutputMissing, path, "", ""));
            }
            else if (recorded.TryGetValue(path, out string? old) && old != now)
            {
                reasons.Add(new StaleReason(StaleKind.OutputChanged, path, old, now));
            }
        }
    }

    // A declared output has no value of its own; being there is the news.
    private static string Shown(FingerprintPart part) => Shown(part.Value);

    private static string Shown(string value) => value.Length == 0 ? "declared" : value;

    private static (StaleKind Kind, string Name) Key(FingerprintPart part) => part.Kind switch
    {
        PartKind.Shell or PartKind.Exec => (StaleKind.Command, part.Name),
        PartKind.Directory => (StaleKind.Directory, ""),
        PartKind.Container => (StaleKind.Redirection, "container"),
        PartKind.Environment => (StaleKind.Environment, part.Name),
        PartKind.StandardInput => (StaleKind.Redirection, "standard input"),
        PartKind.StandardOutput => (StaleKind.Redirection, "standard output"),
        PartKind.Output => (StaleKind.Declaration, part.Name),
        PartKind.Input => (StaleKind.Input, part.Name),
        PartKind.Need => (StaleKind.Need, part.Name),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
