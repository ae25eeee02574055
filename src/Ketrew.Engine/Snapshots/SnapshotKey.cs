using System.Globalization;
using System.Text;
using Ketrew.Sdk;

namespace Ketrew.Engine.Snapshots;

/// <summary>What the program was asked for, in every respect that decides what it does.</summary>
/// <param name="Verb">The verb, with the options that decide what it prints.</param>
/// <param name="Program">Which program it is: name and version.</param>
/// <param name="Root">The project's root, absolute.</param>
/// <param name="File">The root workflow file.</param>
/// <param name="CacheDirectory">Where expansions are remembered, absolute.</param>
/// <param name="IsLocked">True when plugin packages must be the pinned ones.</param>
/// <param name="RequiredSandbox">What the sandbox of plugins must withhold at least.</param>
/// <param name="Names">The targets that were named, in order; none for the default.</param>
public sealed record SnapshotKey(
    string Verb, string Program, string Root, string File, string CacheDirectory, bool IsLocked, int RequiredSandbox, ValueList<string> Names)
{
    /// <summary>The same bytes for the same key, others for any other.</summary>
    internal byte[] ToBytes() => Encoding.UTF8.GetBytes(string.Join('\0',
    [
        Verb, Program, Root, File, CacheDirectory, IsLocked ? "locked" : "", RequiredSandbox.ToString(CultureInfo.InvariantCulture), SystemUser.Id.ToString(CultureInfo.InvariantCulture), .. Names,
    ]));
}
