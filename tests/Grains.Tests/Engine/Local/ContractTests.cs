using System.Reflection;
using Orleans.Runtime.Local;
using static HoiQC.Grains.Tests.Engine.ContractSamples;

namespace HoiQC.Grains.Tests.Engine;

/// <summary>What crosses a call or lies in a state can be carried by Orleans, which alone would notice, and only when running.</summary>
public sealed class ContractTests
{
    public static TheoryData<Type, string> Wrong => new()
    {
        { typeof(IUnmarkedType), "ContractSamples+Plain lacks [GenerateSerializer]" },
        { typeof(IBodyWithoutId), "ContractSamples+Careless.Version has no [Id]" },
        { typeof(ISettable), "ContractSamples+Loose.Version can be changed" },
        { typeof(IConvertedWrongly), "ContractSamples+WrongOnItsWay.Texts: System.String[] cannot be carried" },
        { typeof(IConvertedWrongly), "ContractSamples+OtherForeign is converted, so it must be sealed" },
        { typeof(IConvertedWrongly), "ContractSamples+OtherForeign.Version can be changed" },
        { typeof(IArray), "System.Int32[] cannot be carried" },
        { typeof(IListed), "List<System.Int32> cannot be carried" },
        { typeof(IReadOnlyListed), "IReadOnlyList<System.Int32> cannot be carried" },
        { typeof(IJson), "System.Text.Json.JsonElement cannot be carried" },
        { typeof(IDeep), "ContractSamples+Inner.Anything: System.Object cannot be carried" },
        { typeof(IDerived), "ContractSamples+Unmarked lacks [GenerateSerializer]" },
        { typeof(IOfUnmarkedBase), "ContractSamples+Base lacks [GenerateSerializer]" },
        { typeof(IVoid), "IVoid.Call returns System.Void" },
        { typeof(IStream), "IStream.All returns IAsyncEnumerable<System.Int32>" },
        { typeof(IGeneric), "IGeneric.Get has type parameters" },
        { typeof(IProperty), "only methods can be called from afar" },
        { typeof(IOneWayResult), "IOneWayResult.Get is [OneWay]" },
        { typeof(IWaitingObserver), "IWaitingObserver.Heard is told to an observer" },
        { typeof(IInherited), "System.Int32[] cannot be carried" },
        { typeof(Keeper), "a state keeps the key" },
        { typeof(UnmarkedRefusal), "UnmarkedRefusal lacks [GenerateSerializer]" },
    };

    [Fact]
    public void Every_contract_of_the_grains_can_be_carried() => Assert.Empty(FaultsIn(Assembly.Load("HoiQC.Grains").GetTypes()));

    [Theory]
    [InlineData(typeof(IRight))]
    [InlineData(typeof(IConverted))]
    [InlineData(typeof(IListenerSample))]
    [InlineData(typeof(Refusal))]
    [InlineData(typeof(Changer))]
    [InlineData(typeof(IProbeGrain))]
    public void A_contract_as_it_should_be_is_let_through(Type type) => Assert.Empty(FaultsIn([type]));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_contract_is_refused_by_type_and_member(Type type, string fault) => Assert.Contains(fault, string.Join('\n', FaultsIn([type])), StringComparison.Ordinal);

    /// <summary>The faults of all interfaces, states and exceptions among some types.</summary>
    private static IEnumerable<string> FaultsIn(IEnumerable<Type> types) => types.SelectMany(type =>
        type.IsInterface ? type.IsAssignableTo(typeof(IAddressable)) ? Contract.FaultsOf(type) : []
        : type.IsAssignableTo(typeof(Exception)) ? Contract.FaultsOfException(type)
        : StatesOf(type).SelectMany(Contract.FaultsOfState));

    private static IEnumerable<Type> StatesOf(Type type) =>
        type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => parameter.IsDefined(typeof(PersistentStateAttribute)))
            .Select(parameter => parameter.ParameterType.GetGenericArguments()[0]);
}
