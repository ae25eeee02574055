using Ketrew.Sdk;

namespace Ketrew.Engine.Checking;

/// <summary>What a check of a target found.</summary>
/// <param name="Verdict">Whether it must run.</param>
/// <param name="Fingerprint">What it depends on now; meaningless for groups.</param>
/// <param name="Outcome">What it left behind; meaningful when nothing must run.</param>
/// <param name="MissingInputs">Declared inputs that do not exist.</param>
internal readonly record struct CheckResult(
    CheckVerdict Verdict, Digest Fingerprint, Digest Outcome, ValueList<ProjectPath> MissingInputs);
