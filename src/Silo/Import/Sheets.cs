using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;
using HoiQC.Domain.Words;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Import;

/// <summary>
/// The files of a folder as typed rows, each cell judged by itself; what a row refers to is judged later, against the folder and what is stored.
/// </summary>
internal sealed class Sheets
{
    private static readonly string[] Classes = Enum.GetNames<BodyClass>();

    private readonly HashSet<Sheet> _unread = [];

    public ImmutableArray<UnitLine> Units { get; private init; } = [];

    public ImmutableArray<BodyLine> Bodies { get; private init; } = [];

    public ImmutableArray<RuleLine> Rules { get; private init; } = [];

    public ImmutableArray<TrackingLine> Tracking { get; private init; } = [];

    public ImmutableArray<EventLine> Events { get; private init; } = [];

    /// <summary>Whether the file was there but could not be read as a whole: then nobody knows what it would have named.</summary>
    public bool Unread(Sheet sheet) => _unread.Contains(sheet);

    /// <summary>Reads them all.</summary>
    /// <param name="files">The files.</param>
    /// <param name="today">The last day that something may have happened on.</param>
    /// <param name="allowFuture">Whether later days are taken too.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static Sheets Read(ImportFiles files, DateOnly today, bool allowFuture, Faults faults)
    {
        var latest = allowFuture ? DateOnly.MaxValue : today;
        var unread = new HashSet<Sheet>();
        var sheets = new Sheets
        {
            Units = Lines(Sheet.Units, row => Unit(row), line => line.Unit.Code),
            Bodies = Lines(Sheet.Bodies, row => Body(row), line => line.Id),
            Rules = Lines(Sheet.Rules, row => Rule(row), line => ""),
            Tracking = Lines(Sheet.Tracking, row => Tracked(row), line => line.Rule.Length == 0 ? "" : $"{line.Rule} {line.Level}"),
            Events = Lines(Sheet.Events, row => Event(row, latest), line => ""),
        };
        sheets._unread.UnionWith(unread);
        return sheets;

        ImmutableArray<T> Lines<T>(Sheet sheet, Func<SheetRow, T> read, Func<T, string> id)
        {
            if (files.Find(sheet) is not { } bytes) return [];
            if (CsvTable.Read(sheet, bytes, faults) is not { } table)
            {
                unread.Add(sheet);
                return [];
            }
            var first = new Dictionary<string, int>(StringComparer.Ordinal);
            var lines = ImmutableArray.CreateBuilder<T>(table.Rows.Count);
            foreach (var row in SheetRow.Of(table, faults))
            {
                var line = read(row);
                if (id(line) is { Length: > 0 } key && !first.TryAdd(key, row.Place.Line))
                    row.Fault(sheet.Required[0], $"“{key}” đã có ở dòng {first[key]}. Đề nghị giữ lại một dòng.");
                lines.Add(line);
            }
            return lines.DrainToImmutable();
        }
    }

    private static UnitLine Unit(SheetRow row)
    {
        var unit = new UnitRecord(
            row.Code("code"), row.Required("name"), row.Required("short_name"), row.Required("kind"), row.Choice("level", UnitTree.Levels),
            row.Text("parent_code") is { Length: > 0 } parent ? parent : null, RequiredDay(row, "valid_from"), row.Day("valid_to"));
        if (row.Sound && unit.ValidTo < unit.ValidFrom)
            row.Fault("valid_to", $"Ngày hết hiệu lực {Vietnamese.Date(unit.ValidTo.Value)} đứng trước ngày có hiệu lực {Vietnamese.Date(unit.ValidFrom)}.");
        return new(row.Place, row.Sound, unit);
    }

    private static BodyLine Body(SheetRow row)
    {
        var (id, unit, name) = (row.Code("id"), row.Required("unit_code"), row.Required("name"));
        var kind = row.Code("kind");
        var bodyClass = (BodyClass)Math.Max(0, Array.IndexOf(Classes, row.Choice("class", Classes)));
        var (start, end) = (new GivenDay(row.Has("valid_from"), row.Day("valid_from")), new GivenDay(row.Has("valid_to"), row.Day("valid_to")));
        if (end.Day < start.Day) row.Fault("valid_to", $"Ngày kết thúc {Vietnamese.Date(end.Day.Value)} đứng trước ngày bắt đầu {Vietnamese.Date(start.Day.Value)}.");
        var source = row.Text("source") is { Length: > 0 } text ? text : "import";
        bool? special = row.Text("special_status").Length == 0 ? null : row.Choice("special_status", ["yes", "no"]) == "yes";
        return new(row.Place, row.Sound, id, unit, bodyClass, kind, name, source, start, end, special);
    }

    private static RuleLine Rule(SheetRow row)
    {
        var cells = PackNotation.Columns.ToImmutableDictionary(column => column, column => row.Text(column, 1000), StringComparer.Ordinal);
        DateOnly? from = null;
        try
        {
            from = PackNotation.FirstDay(cells);
            PackNotation.Read(cells, 1, from ?? DateOnly.MinValue);
        }
        catch (PackFault fault)
        {
            row.Fault(fault.Column, fault.Message);
        }
        return new(row.Place, row.Sound, cells["code"], cells, from);
    }

    private static TrackingLine Tracked(SheetRow row)
    {
        var (rule, level) = (row.Required("rule"), row.Choice("level", UnitTree.Levels));
        if (row.Required("first_period_year").Length == 0) return new(row.Place, false, rule, level, 0);
        var year = row.Whole("first_period_year", 1900, 2200, "Năm bắt đầu theo dõi") ?? 0;
        return new(row.Place, row.Sound, rule, level, year);
    }

    private static EventLine Event(SheetRow row, DateOnly latest)
    {
        var (rule, period, unit, kind) = (row.Required("rule"), row.Required("period"), row.Required("unit_code"), row.Required("body_kind"));
        if (period.Length > 0 && Period.Parse(period) is null)
            row.Fault("period", $"Không có kỳ “{period}”. Đề nghị ghi năm (2023), nửa năm (2023-H1), quý (2023-Q3) hoặc tháng (2023-09).");
        var activity = row.Text("activity");
        var fields = activity.Length == 0 ? ImmutableDictionary<string, string>.Empty : ImmutableDictionary<string, string>.Empty.Add("activity", activity);
        var count = row.Required("count").Length == 0 ? 1 : row.Whole("count", 1, 10_000, "Số cuộc") ?? 1;
        var form = new EvidenceForm(
            "", rule, period, Happened("occurred_on"), Optional("document_no"), Happened("document_date"), People("participants"), People("opinions"),
            People("units_inspected"), Optional("place"), Optional("lead_body"), row.Text("note", Domain.Obligations.Intake.NoteLength) is { Length: > 0 } note ? note : null, fields, []);
        var received = Happened("received_on");
        return new(row.Place, row.Sound, unit, kind, row.Text("position"), count, received, form);

        string? Optional(string column) => row.Text(column) is { Length: > 0 } text ? text : null;

        int? People(string column) => row.Whole(column, 0, 10_000_000, Fields.Label(column));

        DateOnly? Happened(string column)
        {
            var day = row.Day(column);
            if (day > latest) row.Fault(column, $"Ngày {Vietnamese.Date(day.Value)} chưa đến; hôm nay là {Vietnamese.Date(latest)}. Đề nghị ghi ngày đã thực hiện.");
            return day;
        }
    }

    private static DateOnly RequiredDay(SheetRow row, string column) => row.Required(column).Length == 0 ? default : row.Day(column) ?? default;
}
