using System.Collections;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Utilities;

/// <summary>The observers that a grain tells things to, known by their references.</summary>
public class ObserverManager<TObserver> : ObserverManager<IAddressable, TObserver>
{
    /// <summary>Observers that did not subscribe again within <paramref name="expiration"/> are forgotten.</summary>
    public ObserverManager(TimeSpan expiration, ILogger log)
        : base(expiration, log)
    {
    }
}

/// <summary>The observers that a grain tells things to, known by any identity.</summary>
public partial class ObserverManager<TIdentity, TObserver> : IEnumerable<TObserver>
    where TIdentity : notnull
{
    private readonly Dictionary<TIdentity, (TObserver Observer, DateTime LastSeen)> _observers = [];
    private readonly ILogger _log;

    /// <summary>Observers that did not subscribe again within <paramref name="expiration"/> are forgotten.</summary>
    public ObserverManager(TimeSpan expiration, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(log);
        ExpirationDuration = expiration;
        _log = log;
    }

    /// <summary>The clock by which subscriptions expire.</summary>
    public Func<DateTime> GetDateTime { get; set; } = () => TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <summary>How long a subscription lasts.</summary>
    public TimeSpan ExpirationDuration { get; set; }

    /// <summary>How many there are, expired ones included until the next notification.</summary>
    public int Count => _observers.Count;

    /// <summary>All of them, as they are now.</summary>
    public IReadOnlyDictionary<TIdentity, TObserver> Observers => _observers.ToDictionary(entry => entry.Key, entry => entry.Value.Observer);

    /// <summary>Forgets all of them.</summary>
    public void Clear() => _observers.Clear();

    /// <summary>Adds an observer, or renews its subscription.</summary>
    public void Subscribe(TIdentity id, TObserver observer)
    {
        _observers[id] = (observer, GetDateTime());
        Subscribed(id, _observers.Count);
    }

    /// <summary>Forgets an observer.</summary>
    public void Unsubscribe(TIdentity id)
    {
        _observers.Remove(id);
        Unsubscribed(id, _observers.Count);
    }

    /// <summary>Tells all that the predicate lets through, one after the other; those that fail are forgotten.</summary>
    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        foreach (var (id, observer) in Alive(predicate))
        {
            try
            {
                await notification(observer);
            }
            catch (Exception error)
            {
                Forget(id, error);
            }
        }
    }

    /// <inheritdoc cref="Notify(Func{TObserver, Task}, Func{TObserver, bool})"/>
    public void Notify(Action<TObserver> notification, Func<TObserver, bool>? predicate = null)
    {
        foreach (var (id, observer) in Alive(predicate))
        {
            try
            {
                notification(observer);
            }
            catch (Exception error)
            {
                Forget(id, error);
            }
        }
    }

    /// <summary>Forgets those whose subscription expired.</summary>
    public void ClearExpired()
    {
        var oldest = GetDateTime() - ExpirationDuration;
        foreach (var (id, _) in _observers.Where(entry => entry.Value.LastSeen < oldest).ToList()) Unsubscribe(id);
    }

    /// <inheritdoc/>
    public IEnumerator<TObserver> GetEnumerator() => _observers.Values.Select(entry => entry.Observer).ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<(TIdentity Id, TObserver Observer)> Alive(Func<TObserver, bool>? predicate)
    {
        ClearExpired();
        return [.. _observers.Where(entry => predicate?.Invoke(entry.Value.Observer) ?? true).Select(entry => (entry.Key, entry.Value.Observer))];
    }

    private void Forget(TIdentity id, Exception error)
    {
        _observers.Remove(id);
        Failed(error, id);
    }

    [LoggerMessage(EventId = 811, EventName = "ObserverSubscribed", Level = LogLevel.Debug, Message = "Observer {Id} subscribed; there are {Count}")]
    private partial void Subscribed(TIdentity id, int count);

    [LoggerMessage(EventId = 812, EventName = "ObserverUnsubscribed", Level = LogLevel.Debug, Message = "Observer {Id} unsubscribed; {Count} remain")]
    private partial void Unsubscribed(TIdentity id, int count);

    [LoggerMessage(EventId = 813, EventName = "ObserverForgotten", Level = LogLevel.Debug, Message = "Observer {Id} failed and is forgotten")]
    private partial void Failed(Exception error, TIdentity id);
}
