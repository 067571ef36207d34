using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime.Local;

/// <summary>Runs grains in this process: makes references, sends calls, holds the directory, ends what nobody uses.</summary>
internal sealed partial class Engine : IGrainFactory, IHostedService, IDisposable
{
    private static readonly ConcurrentDictionary<Type, Interface> Interfaces = new();

    private readonly ConcurrentDictionary<(GrainId, int), Mailbox> _directory = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _log;
    private readonly PendingCalls _pending;
    private readonly ITimer _collector;
    private Phase _phase;
    private long _observers;

    public Engine(
        IServiceProvider services,
        TimeProvider time,
        IOptions<SiloMessagingOptions> messaging,
        IOptions<GrainCollectionOptions> collection,
        ILogger<Engine> log)
    {
        Services = services;
        Time = time;
        Collection = collection.Value;
        Disorder = services.GetService<Disorder>();
        _log = log;
        _pending = new(time, messaging.Value.ResponseTimeout);
        _collector = time.CreateTimer(_ => Collect(), state: null, Collection.CollectionQuantum, Collection.CollectionQuantum);
    }

    private enum Phase
    {
        Created,
        Running,
        Stopping,
        Stopped,
    }

    public IServiceProvider Services { get; }

    public TimeProvider Time { get; }

    public GrainCollectionOptions Collection { get; }

    public Disorder? Disorder { get; }

    /// <summary>How many grains are in memory.</summary>
    public int Count => _directory.Count;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        var type = InterfaceOf(typeof(TGrainInterface));
        var grainClass = string.IsNullOrWhiteSpace(grainClassNamePrefix) ? type.Class : GrainClasses.OfApplication.Of(type.Type, grainClassNamePrefix);
        return (TGrainInterface)(object)Local.Reference.To(this, type, grainClass, new(grainClass.Kind, IdSpan.Create(primaryKey)));
    }

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is Reference) throw new ArgumentException("Argument obj is already a grain reference.", nameof(obj));
        if (obj is IGrainBase) throw new ArgumentException("Argument must not be a grain class.", nameof(obj));
        if (obj is not TGrainObserverInterface) throw new ArgumentException($"The provided object must implement '{typeof(TGrainObserverInterface).FullName}'.", nameof(obj));

        var id = GrainId.Create("observer", $"{Interlocked.Increment(ref _observers)}");
        return (TGrainObserverInterface)(object)Local.Reference.To(this, InterfaceOf(typeof(TGrainObserverInterface)), grainClass: null, id, new Observer(this, obj));
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (obj is not Reference reference) throw new ArgumentException("Argument reference is not a grain reference.", nameof(obj));
        if (reference.Observer is not { IsDeleted: false } observer) throw new ArgumentException("Reference is not associated with a local object.", nameof(obj));
        observer.Delete();
    }

    public static Interface InterfaceOf(Type type) => Interfaces.GetOrAdd(type, static type => new(type));

    public object Reference(Type type, GrainId grainId) => Local.Reference.To(this, InterfaceOf(type), GrainClasses.OfApplication.Of(grainId.Type), grainId);

    /// <summary>Sends a request on its way and gives what its caller gets in return.</summary>
    public object? Send(Reference reference, Request request)
    {
        if (_phase is Phase.Created or Phase.Stopped)
        {
            var unavailable = new SiloUnavailableException(_phase is Phase.Created ? "The silo has not started yet." : "The silo has stopped.");
            if (request.OneWay) throw unavailable;
            request.Fail(unavailable);
            return request.Returned;
        }

        if (request.OneWay)
        {
            if (Disorder is null) reference.Deliver(request);
            else Disorder.Send(reference, request);
            return request.Method.ReturnedAtOnce;
        }

        _pending.Add(request);
        if (request.Method.Cancellation(request.Arguments) is { CanBeCanceled: true } token)
            request.Cancellation = token.UnsafeRegister(static (request, token) => ((Request)request!).Fail(new OperationCanceledException(token)), request);
        reference.Deliver(request);
        return request.Returned;
    }

    public Mailbox MailboxOf(GrainClass grainClass, GrainId grainId, int copy) =>
        _directory.TryGetValue((grainId, copy), out var mailbox) ? mailbox
        : _directory.GetOrAdd((grainId, copy), static (key, made) => new(made.Engine, made.Class, key.Item1, key.Item2), (Engine: this, Class: grainClass));

    public void Remove(Mailbox mailbox)
    {
        _directory.TryRemove(new((mailbox.GrainId, mailbox.Copy), mailbox));
        if (_phase is Phase.Stopping && _directory.IsEmpty) _empty.TrySetResult();
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = GrainClasses.OfApplication;
        _phase = Phase.Running;
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_phase is Phase.Stopped) return;
        _phase = Phase.Stopping;
        Disorder?.ReleaseAll();
        try
        {
            while (!_directory.IsEmpty)
            {
                foreach (var (_, mailbox) in _directory) mailbox.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The process ends."));
                await Task.WhenAny(_empty.Task, Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            LogStoppedEarly(_directory.Count);
        }

        _phase = Phase.Stopped;
        Dispose();
    }

    public void Dispose()
    {
        _collector.Dispose();
        _pending.Dispose();
        Disorder?.Dispose();
    }

    [LoggerMessage(EventId = 801, EventName = "OneWayFailed", Level = LogLevel.Warning, Message = "{Request} failed, and nobody waits for it")]
    public partial void LogOneWayFailed(Exception error, Request request);

    [LoggerMessage(EventId = 802, EventName = "ActivationFailed", Level = LogLevel.Error, Message = "Grain {GrainId} could not be activated")]
    public partial void LogActivationFailed(Exception error, GrainId grainId);

    [LoggerMessage(EventId = 803, EventName = "DeactivationFailed", Level = LogLevel.Error, Message = "Grain {GrainId} failed in its deactivation")]
    public partial void LogDeactivationFailed(Exception error, GrainId grainId);

    [LoggerMessage(EventId = 804, EventName = "GrainsLeft", Level = LogLevel.Warning, Message = "Stopped while {Count} grains were still in memory")]
    private partial void LogStoppedEarly(int count);

    private void Collect()
    {
        var before = Time.GetTimestamp() - (long)(Collection.CollectionAge.TotalSeconds * Time.TimestampFrequency);
        foreach (var (_, mailbox) in _directory) mailbox.Collect(before);
    }
}
