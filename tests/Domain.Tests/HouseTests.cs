using HoiQC.Domain.Obligations;

namespace HoiQC.Domain.Tests;

public class HouseTests
{
    [Fact]
    public void The_domain_stands_on_the_runtime_alone() =>
        Assert.All(typeof(Ladder).Assembly.GetReferencedAssemblies(), name => Assert.StartsWith("System.", name.Name, StringComparison.Ordinal));
}
