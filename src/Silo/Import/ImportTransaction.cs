using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Dapper;
using HoiQC.Domain;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;
using HoiQC.Domain.Words;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Publications;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Import;

/// <summary>One import inside its transaction: judges the files against each other and against what is stored, then writes.</summary>
internal sealed class ImportTransaction(
    DbConnection connection, DateTimeOffset now, Sheets sheets, ImmutableArray<RuleLine> pack, ImportOptions options, ImportFiles files,
    Faults faults, CancellationToken cancellationToken)
{
    /// <exception cref="TakenBack">There are faults, or nothing was to be kept.</exception>
    public ImportReport Run()
    {
        var (unitsStored, unitsVersion) = Documents.Read<UnitTreeState>(connection, DocumentNames.Units);
        var (rulesStored, rulesVersion) = Documents.Read<RuleBookState>(connection, DocumentNames.Rules);
        var calendar = Documents.Read<CalendarState>(connection, DocumentNames.Calendar).State?.Document ?? new(0, []);
        var unitsBefore = (unitsStored?.Document ?? new(0, [])) with { Version = unitsVersion };
        var rulesBefore = (rulesStored?.Document ?? new(0, [], [])) with { Version = rulesVersion };
        CheckSample(unitsBefore);

        var (units, unitTally) = UnitMerge.Of(unitsBefore, sheets, faults);
        var ruleLines = rulesBefore.Rules.IsEmpty && !pack.IsEmpty ? pack : sheets.Rules;
        var (rules, ruleTally, trackingTally) = RuleMerge.Of(rulesBefore, ruleLines, sheets, VietnamTime.DayOf(now), faults);
        var (before, after) = (Configuration.Of(unitsBefore, rulesBefore, calendar), Configuration.Of(units, rules, calendar));
        var stored = connection.Rows($"SELECT {BodyTable.Columns} FROM body b ORDER BY b.id", null, reader => BodyTable.Read(reader, new UnitTree([])));
        var bodies = BodyMerge.Of(stored, unitsBefore, units, sheets, faults);
        var events = EventIndex.Of(sheets, bodies, after.Tree, after.Book, faults);

        CheckRunning(units.Version != unitsVersion || rules.Version != rulesVersion);
        if (!faults.Any)
        {
            if (units.Version != unitsVersion) Documents.Write(connection, DocumentNames.Units, new UnitTreeState { Document = units }, unitsVersion);
            if (rules.Version != rulesVersion) Documents.Write(connection, DocumentNames.Rules, new RuleBookState { Document = rules }, rulesVersion);
            BodyTable.Write(connection, bodies.All.Where(body => body.Changed).Select(body => body.Row));
        }
        using var obligations = new ObligationImport(connection, before, after, now, faults);
        var configurationChanged = before.Version != after.Version;
        foreach (var body in bodies.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (configurationChanged || body.Changed || events.ContainsKey(body.Row.Id)) obligations.Take(body, events.GetValueOrDefault(body.Row.Id, []));
        }
        obligations.Follow();
        if (!faults.Any) NoteSample();

        if (faults.Any) throw new TakenBack(ImportReport.Refused(faults, files.Ignored));
        var report = new ImportReport(
            [], 0, files.Ignored, unitTally, bodies.Tally, ruleTally, trackingTally, obligations.Evidence, obligations.Made, obligations.Touched, options.Check)
        {
            Unnamed = [.. Unnamed(bodies.All.Where(body => body.Changed).Select(body => body.Row), after.Book)],
        };
        RecordTable.Write(connection, ImportEntries.Of(report, files, options.Sample, (unitsBefore, units), (rulesBefore, rules)), options.By, now);
        return options.Check ? throw new TakenBack(report) : report;
    }

    /// <summary>Kinds among new and changed bodies that no rule names: such a body owes nothing, and a misspelt one would stay unnoticed.</summary>
    private static IEnumerable<string> Unnamed(IEnumerable<BodyRow> bodies, RuleBook book)
    {
        var named = book.Newest.SelectMany(rule => rule.Owners.Kinds.Concat(rule.Owners.BlocMembers)).ToHashSet(StringComparer.Ordinal);
        return bodies.Where(body => !named.Contains(body.Kind) && !(body.Class == BodyClass.Association && named.Contains(nameof(BodyClass.Association))))
            .Select(body => body.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    /// <summary>What a publication listed must come true: no other rules or units come between its chunks.</summary>
    private void CheckRunning(bool changes)
    {
        if (changes && PublicationTable.InTheWay(connection, null) is { } running)
            faults.Add(Sheet.Rules.File, 0, "", $"Đang áp dụng lần công bố lúc {Vietnamese.Instant(running.At)} nên chưa nhận quy tắc và đơn vị mới. Đề nghị nhập lại sau ít phút.");
    }

    private void CheckSample(UnitTreeDocument units)
    {
        if (options.Sample is not { } sample || units.Units.IsEmpty || Meta("sample") == sample) return;
        faults.Add(sample, 0, "", $"Thư mục dữ liệu đã có dữ liệu khác nên không nạp dữ liệu mẫu “{sample}”. Đề nghị chọn một thư mục trống.");
    }

    private void NoteSample()
    {
        if (options.Sample is not { } sample) return;
        SetMeta("sample", sample);
        if (options.SampleYear is { } year) SetMeta("sample_year", year.ToString(CultureInfo.InvariantCulture));
    }

    private string? Meta(string key) => connection.ExecuteScalar<string?>("SELECT value FROM meta WHERE key = @key", new { key });

    private void SetMeta(string key, string value) =>
        connection.Execute("INSERT INTO meta (key, value) VALUES (@key, @value) ON CONFLICT (key) DO UPDATE SET value = excluded.value", new { key, value });
}
