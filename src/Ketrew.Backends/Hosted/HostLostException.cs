namespace Ketrew.Backends.Hosted;

/// <summary>The process that was asked is gone; whether it did what it was asked to do is unknown.</summary>
/// <param name="why">One clause: <c>the plugin host ended with exit code 137</c>.</param>
internal sealed class HostLostException(string why) : Exception(why);
