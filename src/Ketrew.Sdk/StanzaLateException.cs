namespace Ketrew.Sdk;

/// <summary>Ends an expansion that has to wait for a target. Who catches it gains nothing: what it emits then is thrown away.</summary>
internal sealed class StanzaLateException() : Exception("This stanza waits for the output of a target.");
