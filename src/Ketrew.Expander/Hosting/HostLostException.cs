namespace Ketrew.Expander.Hosting;

/// <summary>The host process is gone. A type of its own, because an observer may throw <see cref="IOException"/> too, and that is not the host's fault.</summary>
/// <param name="innerException">What the system said; null when the host closed its output.</param>
internal sealed class HostLostException(IOException? innerException) : Exception("The plugin host is gone.", innerException);
