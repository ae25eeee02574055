using Ketrew.Sdk;

namespace Ketrew.Engine.Fingerprints;

/// <summary>Turns parts into one digest.</summary>
internal readonly struct DigestSink(FingerprintWriter writer) : IPartSink
{
    public void Add(PartKind kind, string name, string value)
    {
        writer.Write((byte)kind);
        writer.Write(name);
        writer.Write(value);
    }

    public void AddInput(string path, FileContent content)
    {
        writer.Write((byte)PartKind.Input);
        writer.Write(path);
        writer.Write(content);
    }

    // Without the id: a need that is renamed, or split in two with the same results, runs nothing again.
    public void AddNeed(string id, Digest outcome)
    {
        writer.Write((byte)PartKind.Need);
        writer.Write(outcome);
    }
}
