using System.Globalization;
using System.Text;
using Ketrew.Engine.Planning;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Fingerprints;

/// <summary>Answers what a target depends on, and what it left behind. Thread-safe.</summary>
/// <param name="graph">Whose targets.</param>
/// <param name="ledger">What files hold.</param>
/// <param name="outcomes">By target index: what it left behind; only those of needs that are done are read.</param>
internal sealed class FingerprintCalculator(TargetGraph graph, FileLedger ledger, Digest[] outcomes)
{
    [ThreadStatic]
    private static FingerprintWriter? _writer;

    private FileContent?[]? _seen;

    // A fault in the middle of the last fingerprint must not show in this one.
    private static FingerprintWriter EmptyWriter()
    {
        FingerprintWriter writer = _writer ??= new FingerprintWriter();
        writer.Clear();
        return writer;
    }

    /// <summary>From now on no file is looked at twice. Only while nothing runs, and on one thread.</summary>
    public void BeginStillness() => _seen = new FileContent?[graph.FileCount];

    /// <summary>From now on every question is asked of the files again.</summary>
    public void EndStillness() => _seen = null;

    /// <summary>The fingerprint now, and the declared inputs that do not exist.</summary>
    public Digest Fingerprint(int target, out ValueList<ProjectPath> missingInputs)
    {
        FingerprintWriter writer = EmptyWriter();
        DigestSink sink = new(writer);
        Describe(target, ref sink, out missingInputs);
        return writer.Finish();
    }

    /// <summary>Everything the fingerprint covers.</summary>
    public List<FingerprintPart> Parts(int target)
    {
        List<FingerprintPart> parts = [];
        ListSink sink = new(parts);
        Describe(target, ref sink, out _);
        return parts;
    }

    /// <summary>What a group passes on: what its needs left behind.</summary>
    public Digest GroupOutcome(int target)
    {
        FingerprintWriter writer = EmptyWriter();
        foreach (int need in NeedsByOutcome(target))
        {
            writer.Write(outcomes[need]);
        }

        return writer.Finish();
    }

    /// <summary>What a target left behind that is done because its condition holds.</summary>
    public Digest OutcomeByCondition(int target) => Outcome(target, default, OutputContents(target));

    /// <summary>What a target left behind: its outputs with their contents; without outputs its condition, or else what it did.</summary>
    /// <param name="target">Its index.</param>
    /// <param name="fingerprint">What it did.</param>
    /// <param name="contents">One per output, in the graph's order.</param>
    public Digest Outcome(int target, Digest fingerprint, ReadOnlySpan<FileContent> contents)
    {
        ReadOnlySpan<int> outputs = graph.Outputs(target);
        FingerprintWriter writer = EmptyWriter();
        if (outputs.IsEmpty)
        {
            return graph[target].DoneWhen is { } condition ? Digest.Of(Encoding.UTF8.GetBytes(ConditionText.Of(condition))) : fingerprint;
        }

        for (int i = 0; i < outputs.Length; i++)
        {
            writer.Write(graph.File(outputs[i]).Value);
            writer.Write(contents[i]);
        }

        return writer.Finish();
    }

    /// <summary>What the outputs hold now, in the graph's order.</summary>
    public FileContent[] OutputContents(int target)
    {
        ReadOnlySpan<int> outputs = graph.Outputs(target);
        FileContent[] contents = new FileContent[outputs.Length];
        for (int i = 0; i < contents.Length; i++)
        {
            contents[i] = ContentOf(outputs[i]);
        }

        return contents;
    }

    private void Describe<TSink>(int index, ref TSink sink, out ValueList<ProjectPath> missingInputs)
        where TSink : struct, IPartSink
    {
        DescribeCommand(graph[index], ref sink);
        foreach (int output in graph.Outputs(index))
        {
            sink.Add(PartKind.Output, graph.File(output).Value, "");
        }

        missingInputs = [];
        foreach (int input in graph.Inputs(index))
        {
            FileContent content = ContentOf(input);
            sink.AddInput(graph.File(input).Value, content);
            missingInputs = content.IsMissing ? missingInputs.Add(graph.File(input)) : missingInputs;
        }

        foreach (int need in NeedsByOutcome(index))
        {
            sink.AddNeed(graph[need].Id.Value, outcomes[need]);
        }
    }

    private static void DescribeCommand<TSink>(Target target, ref TSink sink)
        where TSink : struct, IPartSink
    {
        for (int i = 0; i < target.Steps.Count; i++)
        {
            PartKind kind = target.Steps[i] is Step.Shell ? PartKind.Shell : PartKind.Exec;
            sink.Add(kind, i.ToString(CultureInfo.InvariantCulture), CommandText.Of(target.Steps[i]));
        }

        sink.Add(PartKind.Directory, "", target.Directory.Value);
        if (target.Container is { } container)
        {
            sink.Add(PartKind.Container, "", string.Join('\n', [container.Image, .. container.Volumes, .. container.Options]));
        }

        foreach (NamedValue variable in target.Environment.AsSpan())
        {
            sink.Add(PartKind.Environment, variable.Name, variable.Value);
        }

        if (target.StandardInput is { } standardInput)
        {
            sink.Add(PartKind.StandardInput, "", standardInput.Value);
        }

        if (target.StandardOutput is { } standardOutput)
        {
            sink.Add(PartKind.StandardOutput, "", standardOutput.Value);
        }
    }

    private FileContent ContentOf(int file) =>
        _seen is { } seen ? seen[file] ??= ledger.Content(graph.File(file)) : ledger.Content(graph.File(file));

    // Equal outcomes are one: which need they came from means nothing.
    private int[] NeedsByOutcome(int target)
    {
        int[] needs = graph.Needs(target).ToArray();
        Array.Sort(needs, (left, right) => outcomes[left].CompareTo(outcomes[right]));
        int kept = Math.Min(needs.Length, 1);
        for (int i = 1; i < needs.Length; i++)
        {
            if (outcomes[needs[i]] != outcomes[needs[i - 1]])
            {
                needs[kept++] = needs[i];
            }
        }

        return needs[..kept];
    }
}
