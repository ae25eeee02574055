namespace Ketrew.Backends.Daemonize;

/// <summary>Where the process of an attempt is to be looked for.</summary>
internal enum Whereabouts
{
    /// <summary>Among the processes of this machine, whatever it was called when the attempt began.</summary>
    Here,

    /// <summary>Nowhere: this machine was restarted since.</summary>
    EarlierLife,

    /// <summary>On another machine, or among processes that can't be seen from here.</summary>
    Elsewhere,
}
