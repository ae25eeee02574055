using Ketrew.Backends.Local;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Contract;

public sealed class ContractCoverageTests
{
    [Theory]
    [InlineData(typeof(BackendContractTests<>))]
    [InlineData(typeof(EndingContractTests<>))]
    [InlineData(typeof(ProbeContractTests<>))]
    [InlineData(typeof(QueryContractTests<>))]
    public void Every_backend_passes_every_contract_suite(Type suite)
    {
        IEnumerable<string> backends = typeof(LocalBackend).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IBackend)))
            .Select(type => type.Name);
        IEnumerable<string> covered = typeof(ContractCoverageTests).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == suite)
            .Select(type => type.BaseType!.GetGenericArguments()[0].Name);

        Assert.Equal(backends.Order(StringComparer.Ordinal), covered.Distinct().Order(StringComparer.Ordinal));
    }
}
