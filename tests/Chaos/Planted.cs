using System.Collections.Immutable;
using System.Diagnostics;
using HoiQC.Grains.Ledger;
using HoiQC.Grains.Record;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HoiQC.Chaos;

/// <summary>
/// The product with a bug planted: a hand-in is answered when its commit is on its way, not when it is over. It is the product's own program; only its ledger stands
/// behind another one here, so that the product has nothing of it.
/// </summary>
internal static class Planted
{
    /// <summary>Runs it as the product is run.</summary>
    public static Task<int> Run(string[] arguments)
    {
        DiagnosticListener.AllListeners.Subscribe(new Seen<DiagnosticListener>(listener =>
        {
            if (listener.Name == "Microsoft.Extensions.Hosting") listener.Subscribe(new Seen<KeyValuePair<string, object?>>(Building));
        }));
        return Web.Program.Main(arguments);
    }

    /// <summary>Every host announces itself before it is built; test servers come into an application by the same door.</summary>
    private static void Building(KeyValuePair<string, object?> told)
    {
        if (told is { Key: "HostBuilding", Value: IHostBuilder builder }) builder.ConfigureServices(services =>
        {
            var honest = services.Last(service => service.ServiceType == typeof(ILedger));
            services.Remove(honest);
            services.AddSingleton<ILedger>(provider => new HastyLedger((ILedger)ActivatorUtilities.CreateInstance(provider, honest.ImplementationType!)));
        });
    }

    private sealed class Seen<T>(Action<T> see) : IObserver<T>
    {
        public void OnNext(T value) => see(value);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}

/// <summary>Answers a hand-in before its commit; everything else as the ledger behind it.</summary>
internal sealed class HastyLedger(ILedger honest) : ILedger
{
    public Task<Recorded> Record(Decision decision, CancellationToken cancellationToken = default)
    {
        var committing = honest.Record(decision, cancellationToken);
        if (decision.Received is null || committing.IsFaulted) return committing;
        var row = decision.Row with { Standing = decision.Progress.Standing, RecordedUpTo = decision.Now, Version = decision.Row.Version + 1 };
        return Task.FromResult(new Recorded(Outcome.Saved, 0, row));
    }

    public Task<BodyRow?> FindBody(string id, CancellationToken cancellationToken = default) => honest.FindBody(id, cancellationToken);

    public Task<BodyFacts?> Facts(string body, CancellationToken cancellationToken = default) => honest.Facts(body, cancellationToken);

    public Task<(EvidenceRow Evidence, ObligationKey Key)?> FindSubmission(string submissionId, CancellationToken cancellationToken = default) => honest.FindSubmission(submissionId, cancellationToken);

    public Task<ListedRelief?> FindRelief(string submissionId, CancellationToken cancellationToken = default) => honest.FindRelief(submissionId, cancellationToken);

    public Task<string?> BodyOfReceipt(string code, CancellationToken cancellationToken = default) => honest.BodyOfReceipt(code, cancellationToken);

    public Task<(EventRow Event, ImmutableArray<ObligationKey> Opened)?> FindEvent(string submissionId, CancellationToken cancellationToken = default) => honest.FindEvent(submissionId, cancellationToken);

    public Task<RecordedEvent> Report(EventRow entered, long configurationVersion, Actor by, CancellationToken cancellationToken = default) => honest.Report(entered, configurationVersion, by, cancellationToken);

    public Task<RecordedEvent> Withdraw(EventRow withdrawn, long configurationVersion, Actor by, CancellationToken cancellationToken = default) => honest.Withdraw(withdrawn, configurationVersion, by, cancellationToken);
}
