namespace Ketrew.Sdk.Backends;

/// <summary>The codes of problems with declarations of backends and hosts.</summary>
internal static class BackendCodes
{
    /// <summary>A setting that the backend doesn't have.</summary>
    public const string UnknownSetting = "KS010";

    /// <summary>A setting with a value that can't be.</summary>
    public const string WrongSetting = "KS011";
}
