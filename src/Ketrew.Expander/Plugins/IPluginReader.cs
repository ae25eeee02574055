using Ketrew.Expander.Language;
using Ketrew.Sdk;

namespace Ketrew.Expander.Plugins;

/// <summary>Makes plugins of one kind ready, without loading them.</summary>
internal interface IPluginReader
{
    /// <summary>Reads what is declared, all of a workflow at once.</summary>
    /// <param name="declarations">Of one kind, each plugin once.</param>
    /// <param name="cancellationToken">Ends builds.</param>
    /// <returns>The code of each, in their order; none for one that can't be used, which has been reported.</returns>
    Task<ValueList<ValueList<PluginCode>>> ReadAsync(ValueList<PluginDeclaration> declarations, CancellationToken cancellationToken);
}
