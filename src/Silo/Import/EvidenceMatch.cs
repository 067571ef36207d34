using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HoiQC.Domain;
using HoiQC.Domain.Words;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Import;

/// <summary>Evidence as it is stored, with the key it was imported under.</summary>
internal sealed record StoredEvidence(EvidenceRow Row, string ImportKey);

/// <summary>
/// Which rows of events.csv are new to an obligation. The key is body|rule|period|document number|row, where "row" is the row's place among those
/// with the same body, rule, period and document number, not the line of the file: rows that are added before it, moved or taken out
/// double nothing. Rows of the same content are the same row wherever they stand; what is left over is compared place by place.
/// </summary>
internal sealed class EvidenceMatch(ObligationKey obligation, DateTimeOffset now)
{
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    public List<StoredEvidence> New { get; } = [];

    /// <summary>Stored pieces whose words (never their facts) the file puts right.</summary>
    public List<StoredEvidence> Reworded { get; } = [];

    public Tally Tally { get; private set; }

    public void Take(IReadOnlyList<EventLine> lines, IReadOnlyList<StoredEvidence> stored, Faults faults)
    {
        var byRow = stored.ToLookup(piece => piece.ImportKey[..(piece.ImportKey.LastIndexOf('|') + 1)], StringComparer.Ordinal);
        foreach (var group in lines.GroupBy(line => line.Form.DocumentNo ?? "", StringComparer.Ordinal))
        {
            var prefix = $"{obligation.Body}|{obligation.Rule}|{obligation.Period}|{group.Key}|";
            var known = byRow[prefix].OrderBy(piece => Place(piece, prefix)).ToList();
            var last = known.Count == 0 ? 0 : Place(known[^1], prefix);
            List<EventLine> left = [];
            foreach (var line in group)
            {
                if (known.FindIndex(piece => Same(piece.Row, line)) is >= 0 and var same)
                {
                    known.RemoveAt(same);
                    Tally = Tally.With(isNew: false, changed: false);
                }
                else left.Add(line);
            }
            known.RemoveAll(piece => piece.Row.WithdrawnAt is not null);
            foreach (var line in left)
            {
                if (known is [var piece, ..])
                {
                    known.RemoveAt(0);
                    Compare(line, piece, faults);
                }
                else New.Add(Make(line, prefix + (++last).ToString(CultureInfo.InvariantCulture)));
            }
        }
        Tally = Tally with { New = New.Count };
    }

    private void Compare(EventLine line, StoredEvidence piece, Faults faults)
    {
        var (was, form) = (piece.Row.Form, line.Form);
        if (piece.Row.Count != line.Count || !SameReceipt(piece.Row, line)
            || (was.OccurredOn, was.DocumentDate, was.Participants, was.Opinions, was.UnitsInspected) != (form.OccurredOn, form.DocumentDate, form.Participants, form.Opinions, form.UnitsInspected))
        {
            faults.Add(line.Place, "document_no",
                $"Minh chứng {piece.Row.Code} của cùng tổ chức, quy tắc, kỳ và số văn bản đã được nhập với ngày hoặc số liệu khác. Nếu dòng này sửa minh chứng đó, đề nghị rút {piece.Row.Code} rồi nhập lại; nếu là một cuộc khác, đề nghị giữ cả dòng cũ trong tệp.");
            return;
        }
        Tally = Tally.With(isNew: false, changed: true);
        Reworded.Add(piece with { Row = piece.Row with { Form = form, FormHash = FormHash.Of(form) } });
    }

    private StoredEvidence Make(EventLine line, string key) => new(
        new(CodeOf(key), 0, line.Form, FormHash.Of(line.Form), line.Count, Imported: true, ReceiptDay(line) is { } day ? VietnamTime.StartOf(day) : now, now, null, null), key);

    private static bool Same(EvidenceRow row, EventLine line) => row.Count == line.Count && SameReceipt(row, line) && row.FormHash == FormHash.Of(line.Form);

    private static bool SameReceipt(EvidenceRow row, EventLine line) => ReceiptDay(line) is not { } day || row.ReceivedAt == VietnamTime.StartOf(day);

    private static DateOnly? ReceiptDay(EventLine line) => line.ReceivedOn ?? line.Form.DocumentDate;

    private static int Place(StoredEvidence piece, string prefix) =>
        int.TryParse(piece.ImportKey.AsSpan(prefix.Length), CultureInfo.InvariantCulture, out var place) ? place : 0;

    /// <summary>A receipt code that follows from the key, longer than one for a hand-in: millions may come at once.</summary>
    private static string CodeOf(string key)
    {
        var number = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        Span<char> code = stackalloc char[14];
        for (var i = 0; i < code.Length; i++)
        {
            if (i is 4 or 9) code[i] = '-';
            else (number, code[i]) = (number / (ulong)Letters.Length, Letters[(int)(number % (ulong)Letters.Length)]);
        }
        return new(code);
    }
}
