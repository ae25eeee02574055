using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Vanilla;

/// <summary>The fields of a <c>target</c> or <c>group</c>, decoded one by one; what is null wasn't written.</summary>
internal sealed class TargetDraft
{
    public Located<string>? Name { get; set; }

    public string Description { get; set; } = "";

    public ValueList<Located<string>> Tags { get; set; }

    public ValueList<Located<NamedValue>> Metadata { get; set; }

    public ValueList<Located<TargetId>> Needs { get; set; }

    public ValueList<Located<Input>> Inputs { get; set; }

    /// <summary>How <c>inputs</c> was written; null without inputs.</summary>
    public Node? InputsNode { get; set; }

    public ValueList<Located<ProjectPath>> Outputs { get; set; }

    /// <summary>What is run; a shell step without interpreter takes the target's.</summary>
    public ValueList<Step> Steps { get; set; }

    public ValueList<string>? Shell { get; set; }

    public ProjectPath? Directory { get; set; }

    public ValueList<Located<NamedValue>> Environment { get; set; }

    public Located<ProjectPath>? StandardInput { get; set; }

    public Located<ProjectPath>? StandardOutput { get; set; }

    public bool Always { get; set; }

    public TimeSpan? Timeout { get; set; }

    public RetryPolicy? Retries { get; set; }

    public bool? KeepFailedOutputs { get; set; }

    /// <summary>What tells that it is done; a shell command without interpreter takes the target's.</summary>
    public Condition? DoneWhen { get; set; }

    public Equivalence? Equivalence { get; set; }

    public ValueList<Located<TargetId>> OnSuccess { get; set; }

    public ValueList<Located<TargetId>> OnFailure { get; set; }

    public Located<string>? Backend { get; set; }

    public Located<string>? Host { get; set; }

    public Container? Container { get; set; }

    public ResourceRequest? Resources { get; set; }

    /// <summary>Empty when it was written that none is used.</summary>
    public ValueList<Located<PoolUse>>? Pools { get; set; }

    public int? Priority { get; set; }
}
