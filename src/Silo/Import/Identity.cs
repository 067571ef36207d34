using System.Runtime.CompilerServices;

namespace HoiQC.Silo.Import;

/// <summary>An object as itself, so that it is not compared field by field a hundred thousand times.</summary>
internal readonly record struct Identity(object Of)
{
    public bool Equals(Identity other) => ReferenceEquals(Of, other.Of);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(Of);
}
