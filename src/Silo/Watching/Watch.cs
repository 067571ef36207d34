using System.Collections.Immutable;
using HoiQC.Grains;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Health;
using HoiQC.Silo.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HoiQC.Silo.Watching;

/// <summary>
/// Looks whether what must go on by itself goes on: the database answers, deadlines are recorded, the record is sealed. It judges by the tables, where a line whose head
/// stays the same stands still, whatever the reason and whichever process works it off; and it says in the log what a monitor would be told.
/// </summary>
internal sealed partial class Watch : BackgroundService, INodeHealth
{
    /// <summary>How often it looks when nobody asks.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromSeconds(15);

    /// <summary>How long one look waits for the database.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>How long the lane of writes may be taken: a large import holds it for seconds.</summary>
    public static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(30);

    /// <summary>How long a sweep may stay at one row. Quartz rings for it every 20 s.</summary>
    public static readonly TimeSpan SweepPatience = TimeSpan.FromMinutes(3);

    /// <summary>How long rows of the record may wait for their seal, which takes less than a second.</summary>
    public static readonly TimeSpan SealPatience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Database _database;
    private readonly INodeConfiguration _node;
    private readonly VietnamClock _clock;
    private readonly TimeProvider _machine;
    private readonly ImmutableArray<INodeCheck> _others;
    private readonly ILogger<Watch> _logger;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Standstill _due;
    private readonly Standstill _untold;
    private readonly Standstill _unsealed;
    private readonly WatchMeasures _measures;
    private (Task<Backlog> Answer, long Since)? _asked;
    private (NodeHealth Health, long At)? _seen;
    private Backlog? _backlog;
    private (bool Sweep, bool Sealer) _stands;

    public Watch(Database database, INodeConfiguration node, VietnamClock clock, TimeProvider machine, IEnumerable<INodeCheck> others, ILogger<Watch> logger)
    {
        _others = [.. others];
        (_database, _node, _clock, _machine, _logger) = (database, node, clock, machine, logger);
        (_due, _untold, _unsealed) = (new(SweepPatience, machine), new(SweepPatience, machine), new(SealPatience, machine));
        _measures = new(database.Engine.IsRemote ? null : database.Engine.Place, clock, () => (_backlog, _seen?.Health));
    }

    public async Task<NodeHealth> Look(CancellationToken cancellationToken = default) => (await Seen(cancellationToken)).Health;

    public override void Dispose()
    {
        _measures.Dispose();
        _one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var between = new PeriodicTimer(Between, _machine);
        ImmutableArray<string> before = [];
        try
        {
            while (await between.WaitForNextTickAsync(stoppingToken))
            {
                var (health, error) = await Seen(stoppingToken);
                foreach (var finding in health.Findings)
                {
                    if (finding.State == HealthState.Failing && !before.Contains(finding.Check)) Fails(error, finding.Check, finding.Sentence!);
                    if (finding.State == HealthState.Ok && before.Contains(finding.Check)) GoesOn(finding.Check);
                }
                // What nobody can tell now is as it was.
                before = [.. health.Findings.Where(finding => finding.State == HealthState.Failing || (finding.State == HealthState.Unknown && before.Contains(finding.Check))).Select(finding => finding.Check)];
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task<(NodeHealth Health, Exception? Error)> Seen(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_seen is { } seen && _machine.GetElapsedTime(seen.At) < Fresh) return (seen.Health, null);
            var (database, error) = await AskDatabase();
            var health = new NodeHealth([database, .. Judge(), Configuration(), .. _others.Select(other => other.Look())]);
            _seen = (health, _machine.GetTimestamp());
            return (health, error);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Asks for a turn in the lane of writes and for the backlog. A question that is not answered stays the only one.</summary>
    private async Task<(HealthFinding Finding, Exception? Error)> AskDatabase()
    {
        var (answer, since) = _asked ??= (Answer(), _machine.GetTimestamp());
        var left = Patience - _machine.GetElapsedTime(since);
        if (left > TimeSpan.Zero) await ((Task)answer).WaitAsync(left, _machine).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!answer.IsCompleted)
        {
            var borne = _backlog is not null && _machine.GetElapsedTime(since) < LongestTurn;
            return (borne ? new("database", HealthState.Ok) : new("database", HealthState.Failing, "Cơ sở dữ liệu chưa trả lời. Đề nghị thử lại sau ít giây."), null);
        }
        _asked = null;
        _backlog = answer.IsCompletedSuccessfully ? await answer : null;
        if (_backlog is not { } backlog) return (new("database", HealthState.Failing, "Cơ sở dữ liệu không đọc hoặc không ghi được."), answer.Exception?.InnerException);
        // Each line is looked at, whatever the other shows.
        var (due, untold) = (_due.Is(backlog.Due), _untold.Is(backlog.Untold));
        _stands = (due || untold, _unsealed.Is(backlog.Unsealed > 0 ? backlog.Sealed : null));
        return (new("database", HealthState.Ok), null);

        async Task<Backlog> Answer()
        {
            await _database.Write(static _ => true);
            return await Backlog.Read(_database, _clock.Now);
        }
    }

    private IEnumerable<HealthFinding> Judge()
    {
        yield return Of("sweep", _stands.Sweep, "Nghĩa vụ đến hạn đã mấy phút chưa được ghi nhận: việc quét hạn đang đứng lại.");
        yield return Of("sealer", _stands.Sealer, "Các dòng mới của nhật ký chưa được niêm phong: việc niêm phong đang đứng lại.");

        HealthFinding Of(string check, bool stands, string sentence) =>
            _backlog is null ? new(check, HealthState.Unknown) : stands ? new(check, HealthState.Failing, sentence) : new(check, HealthState.Ok);
    }

    /// <summary>A folder without units has nothing to load.</summary>
    private HealthFinding Configuration() =>
        _node.Current.Version > 0 || _backlog is { HasData: false } ? new("configuration", HealthState.Ok)
        : _backlog is null ? new("configuration", HealthState.Unknown)
        : new("configuration", HealthState.Failing, "Quy tắc và đơn vị chưa được nạp xong. Đề nghị thử lại sau ít giây.");

    [LoggerMessage(EventId = 701, EventName = "CheckFails", Level = LogLevel.Error, Message = "Health: {Check} fails. {Sentence}")]
    private partial void Fails(Exception? error, string check, string sentence);

    [LoggerMessage(EventId = 702, EventName = "CheckGoesOn", Level = LogLevel.Information, Message = "Health: {Check} goes on again.")]
    private partial void GoesOn(string check);
}
