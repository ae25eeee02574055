using System.Globalization;
using System.Runtime.InteropServices;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Processes;

/// <summary>What is worth knowing of this machine.</summary>
internal static class MachineFacts
{
    /// <summary>Its name, system, processors and memory.</summary>
    /// <param name="name">What it is called.</param>
    public static ValueList<NamedValue> Of(string name) =>
    [
        new("host", name),
        new("system", RuntimeInformation.OSDescription),
        new("processors", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
        new("memory", string.Create(CultureInfo.InvariantCulture, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024):0.0} GiB")),
    ];
}
