using System.Text;
using HoiQC.Domain;
using HoiQC.Domain.Files;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Files;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Obligations;

/// <summary>Evidence as the API takes it: a JSON object, or a form whose part "form" is that object and whose other parts are files.</summary>
internal static class SentEvidence
{
    private const string Part = "form";

    /// <summary>What was sent, with its files kept already; or why not.</summary>
    public static async Task<(EvidenceForm? Evidence, ProblemHttpResult? Problem)> Read(ObligationKey key, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!SentForm.Is(request))
        {
            var (form, status, sentence) = await JsonForm.Read(request, cancellationToken);
            if (form is null) return (null, Problems.Of(status, sentence));
            var plain = FormOf(key, form);
            return form.Refusal is { } wrong ? (null, Problems.Of(wrong)) : (plain, null);
        }
        EvidenceForm? evidence = null;
        var sent = await new MultipartForm(request).Read(fields =>
        {
            if (fields.Keys.FirstOrDefault(name => name != Part) is { } other)
                return Task.FromResult<Refusal?>(Refusal.Invalid($"Phần {Problems.Quote(other)} không được nhận. Đề nghị gửi phần “form” là JSON, sau đó là các tệp, mỗi tệp có tên.", FileLimits.Field));
            if (fields.GetValueOrDefault(Part).Count != 1)
                return Task.FromResult<Refusal?>(Refusal.Invalid("Đề nghị gửi phần “form” là JSON một lần, trước các tệp.", Part));
            var (form, _, sentence) = JsonForm.Of(Encoding.UTF8.GetBytes(fields[Part].ToString()));
            if (form is null) return Task.FromResult<Refusal?>(Refusal.Invalid(sentence, Part));
            evidence = FormOf(key, form);
            return Task.FromResult(form.Refusal);
        });
        return sent.Refusal is { } refusal ? (null, Problems.Of(refusal)) : (evidence! with { Files = sent.Files }, null);
    }

    private static EvidenceForm FormOf(ObligationKey key, JsonForm form)
    {
        var evidence = new EvidenceForm(
            form.Text("submissionId") ?? "", key.Rule, key.Period, form.Day("occurredOn"), form.Text("documentNo"), form.Day("documentDate"),
            form.Count("participants"), form.Count("opinions"), form.Count("unitsInspected"), form.Text("place"), form.Text("leadBody"), form.Text("note"),
            form.Texts("fields"), []);
        form.NothingElse();
        return evidence;
    }
}
