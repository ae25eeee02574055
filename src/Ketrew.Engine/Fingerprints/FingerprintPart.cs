namespace Ketrew.Engine.Fingerprints;

/// <summary>One of the things a fingerprint covers, readable.</summary>
internal readonly record struct FingerprintPart(PartKind Kind, string Name, string Value);
