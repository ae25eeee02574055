namespace Ketrew.PluginHost.Statics;

/// <summary>What is known about a type of a static field.</summary>
internal enum Mutability
{
    /// <summary>It may change, or nothing is known.</summary>
    Possible,

    /// <summary>It can't change.</summary>
    Never,

    /// <summary>A generic type that can't change when its arguments can't.</summary>
    OfArguments,
}
