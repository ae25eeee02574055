using Ketrew.Sdk;

namespace Ketrew.Engine.Fingerprints;

/// <summary>Takes the parts of a fingerprint: either to digest them or to list them, so that both always agree.</summary>
internal interface IPartSink
{
    void Add(PartKind kind, string name, string value);

    void AddInput(string path, FileContent content);

    void AddNeed(string id, Digest outcome);
}
