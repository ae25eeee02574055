using Ketrew.Bench.Graphs;

namespace Ketrew.Bench.Measuring;

/// <summary>What was measured with one graph.</summary>
/// <param name="Kind">What its targets do.</param>
/// <param name="Size">How many there are.</param>
/// <param name="Table">Tools and cases.</param>
internal sealed record GraphResult(WorkKind Kind, GraphSize Size, Table Table);
