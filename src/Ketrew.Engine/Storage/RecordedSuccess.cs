using Ketrew.Sdk;

namespace Ketrew.Engine.Storage;

/// <summary>What is kept of a target's last success for comparing.</summary>
internal sealed record RecordedSuccess(Digest Fingerprint, Digest Outcome);
