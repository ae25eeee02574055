using Ketrew.Sdk;

namespace Ketrew.Engine.Fingerprints;

/// <summary>Keeps parts as they are, to be stored or compared.</summary>
internal readonly struct ListSink(List<FingerprintPart> parts) : IPartSink
{
    public void Add(PartKind kind, string name, string value) => parts.Add(new FingerprintPart(kind, name, value));

    public void AddInput(string path, FileContent content) =>
        parts.Add(new FingerprintPart(PartKind.Input, path, content.ToString()));

    public void AddNeed(string id, Digest outcome) => parts.Add(new FingerprintPart(PartKind.Need, id, $"sha256 {outcome}"));
}
