using Ketrew.Expander.Plugins;
using Ketrew.Sdk;

namespace Ketrew.Expander.Linking;

/// <summary>A stanza's class that is part of the running program.</summary>
/// <param name="Key">What decides what it does.</param>
/// <param name="Create">Makes an instance for one expansion.</param>
internal sealed record LinkedPlugin(string Key, Func<Stanza> Create) : PluginImage(Key);
