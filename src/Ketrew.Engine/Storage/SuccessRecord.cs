using Ketrew.Engine.Fingerprints;
using Ketrew.Sdk;

namespace Ketrew.Engine.Storage;

/// <summary>Everything that is kept of a success.</summary>
internal sealed record SuccessRecord(
    int Attempt, RecordedSuccess Recorded, List<FingerprintPart> Parts, List<(ProjectPath Path, FileContent Content)> Outputs);
