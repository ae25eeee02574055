namespace Ketrew.Sdk.Planning;

/// <summary>The container that an attempt's steps run in. The project and the playground are mounted where they are.</summary>
/// <param name="Image">As the container program takes it: <c>docker.io/library/alpine:3.20</c>.</param>
public sealed record Container(string Image)
{
    /// <summary>Further mounts: absolute paths of the host, or <c>/here:/there</c>, or <c>/here:/there:ro</c>.</summary>
    public ValueList<string> Volumes { get; init; }

    /// <summary>Further words for the container program, before the image.</summary>
    public ValueList<string> Options { get; init; }
}
