namespace Ketrew.Backends.Lsf;

/// <summary>Which face LSF has.</summary>
internal enum LsfDialect
{
    /// <summary>IBM's, from 10.1.0.2 on: answers in JSON.</summary>
    Lsf,

    /// <summary>OpenLava, and LSF before that: answers in text.</summary>
    OpenLava,
}
