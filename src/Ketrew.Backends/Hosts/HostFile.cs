namespace Ketrew.Backends.Hosts;

/// <summary>A file to write on a host: whole or not at all, readable for its owner only.</summary>
/// <param name="Path">Absolute, on the host.</param>
/// <param name="Content">Text that ends with a line end.</param>
internal sealed record HostFile(string Path, string Content);
