using Ketrew.Backends.Processes;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Processes;

public sealed class ProcessTreeTests
{
    [Fact]
    public void Children_stand_below_their_parents()
    {
        DataTable table = ProcessTree.Parse("""
             30    20 S    00:02 00:00:00   900 sleep 1000
             10     1 Ss   01-00:00:05 00:00:01  1200 sh -c a  b
             20    10 R+   00:03 00:00:02  1000 make -j 2
            """);

        Assert.Equal(["10 sh -c a  b", "20   make -j 2", "30     sleep 1000"], table.Rows.Select(row => $"{row[0]} {row[^1]}"));
    }
}
