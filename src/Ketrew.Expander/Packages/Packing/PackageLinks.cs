using Ketrew.Expander.Observations;
using Ketrew.Sdk;
using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Packages.Packing;

/// <summary>Tells files of a package from what links make look like files of it.</summary>
/// <param name="folder">Absolute path of the package's folder.</param>
internal sealed class PackageLinks(string folder)
{
    private readonly PathLocator _locator = new(new DiskTree(folder));

    /// <summary>True when the file, or a directory that it lies in, is a link that leads out of the folder or nowhere: its content is nobody's to pass on.</summary>
    /// <param name="path">Relative to the folder.</param>
    public bool LeadsOut(ProjectPath path)
    {
        while (!path.IsRoot && _locator.Locate(path).Kind != EntryKind.DanglingLink)
        {
            path = path.Parent;
        }

        return !path.IsRoot;
    }
}
