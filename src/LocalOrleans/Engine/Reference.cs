using System.Reflection;

namespace Orleans.Runtime.Local;

/// <summary>What callers hold of a grain or an observer: every call on it becomes a request.</summary>
/// <remarks>Not sealed, because the proxies of the interfaces derive from it.</remarks>
internal class Reference : DispatchProxy, IAddressable, IEquatable<Reference>
{
    private Engine _engine = null!;
    private Interface _interface = null!;
    private GrainClass? _class;
    private Mailbox? _mailbox;

    public GrainId GrainId { get; private set; }

    public Observer? Observer { get; private set; }

    public static Reference To(Engine engine, Interface @interface, GrainClass? grainClass, GrainId grainId, Observer? observer = null)
    {
        var reference = (Reference)Create(@interface.Type, typeof(Reference));
        reference._engine = engine;
        reference._interface = @interface;
        reference._class = grainClass;
        reference.GrainId = grainId;
        reference.Observer = observer;
        return reference;
    }

    /// <summary>The same grain or observer by another of its interfaces.</summary>
    public object As(Type type) => type.IsInstanceOfType(this) ? this
        : To(_engine, Engine.InterfaceOf(type), _class, GrainId, Observer);

    /// <summary>Hands a request to whatever stands behind the reference now.</summary>
    public void Deliver(Request request)
    {
        if (Observer is not null)
        {
            Observer.Post(request);
            return;
        }

        if (_engine.Disorder is { } disorder)
        {
            while (!_engine.MailboxOf(_class!, GrainId, disorder.Copy(GrainId)).Post(request))
            {
            }

            return;
        }

        while (!(_mailbox ??= _engine.MailboxOf(_class!, GrainId, copy: 0)).Post(request)) _mailbox = null;
    }

    public bool Equals(Reference? other) => other is not null && GrainId == other.GrainId;

    public override bool Equals(object? obj) => obj is Reference other && Equals(other);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"{_interface.Type.Name} {GrainId}";

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _engine.Send(this, _interface[targetMethod!].NewRequest(args ?? []));
}
