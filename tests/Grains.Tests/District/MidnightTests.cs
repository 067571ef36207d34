using Dapper;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;

namespace HoiQC.Grains.Tests.District;

public sealed class MidnightTests
{
    private static readonly string[] Four =
    [
        "MT-GS 3/13 còn 3/13 xã MTTQ và các đoàn thể chưa thực hiện giám sát theo Quyết định 217-QĐ/TW (Tả Lèng, Giang Ma, Khun Há)",
        "MT-GS-H 2/6 còn 2/6 tổ chức cấp huyện, cấp tỉnh chưa thực hiện giám sát (Liên đoàn Lao động huyện Tam Đường, Hội LHPN huyện Tam Đường)",
        "MT-PB 5/13 còn 5/13 xã MTTQ và các đoàn thể chưa tổ chức hội nghị phản biện xã hội (Thị trấn, Thèn Sin, Nùng Nàng, Bản Giang, Khun Há)",
        "UB-DT 7/13 còn 7/13 xã Chủ tịch UBND chưa đối thoại với Nhân dân (Thèn Sin, Tả Lèng, Hồ Thầu, Bình Lư, Sơn Bình, Nùng Nàng, Khun Há)",
    ];

    private static async Task<List<string>> AlertsOf(TamDuong district) =>
        [.. (await district.Archive.Alerts("106", 2023, 100)).Select(alert => $"{alert.Rule} {alert.N}/{alert.Of} {alert.Sentence}").Order(StringComparer.Ordinal)];

    [Fact]
    public async Task When_midnight_of_the_31st_passes_seventeen_turn_red_and_four_alerts_stand_once()
    {
        await using var district = await TamDuong.At("2023-12-31T23:59:59+07:00");
        await district.Sweep.Run(CancellationToken.None);
        var listener = await district.Listen();
        Assert.Empty(await AlertsOf(district));
        Assert.Equal(17, (await district.Total("106")).Behind);

        district.Now("2024-01-01T00:00:00+07:00");
        await district.Sweep.Run(CancellationToken.None);

        await listener.Hears("106", lines => Line.Sum(lines.Lines.Select(line => line.Line)) is { Overdue: 17, Fulfilled: 45, All: 62 });
        Assert.Equal(Four, await AlertsOf(district));
        await listener.HearsOfAlerts("106");

        await district.Sweep.Run(CancellationToken.None);
        Assert.Equal(Four, await AlertsOf(district));
    }

    [Fact]
    public async Task A_process_that_was_down_over_midnight_records_the_same_instants_and_the_same_alerts_once()
    {
        await using var district = await TamDuong.At("2023-12-31T23:59:00+07:00");

        await district.Restart("2024-01-01T00:10:00+07:00");
        await district.Sweep.Run(CancellationToken.None);
        await district.Sweep.Run(CancellationToken.None);

        Assert.Equal(Four, await AlertsOf(district));
        var reds = (await district.Archive.Transitions(0, 1000)).Where(row => row.To == Status.Overdue).ToList();
        Assert.Equal(17, reds.Count);
        Assert.All(reds, row => Assert.Equal(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(7)), row.At));
        Assert.All(reds, row => Assert.Equal(district.Clock.Now, row.RecordedAt));
    }

    [Fact]
    public async Task An_outage_of_weeks_leaves_each_alert_with_the_sentence_of_its_own_instant()
    {
        await using var district = await TamDuong.At("2023-12-31T12:00:00+07:00");

        await district.Restart("2024-01-20T09:00:00+07:00");
        await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference("20/01/2024"), Who.Officer);
        await district.Sweep.Run(CancellationToken.None);

        var pb = (await district.Archive.Alerts("106", 2023, 100)).Where(alert => alert.Rule == "MT-PB").OrderBy(alert => alert.At).Select(alert => $"{alert.Kind} {alert.At.ToOffset(TimeSpan.FromHours(7)):dd/MM} {alert.N}/{alert.Of}");
        Assert.Equal(["Overdue 01/01 5/13", "Escalated 14/01 5/13"], pb);
    }

    [Fact]
    public async Task What_is_owed_is_marked_so_whoever_brought_it_about()
    {
        await using var district = await TamDuong.At("2023-12-20T08:00:00+07:00");
        var met = new HashSet<Status>();
        await Look();

        // Rows of the new year are made ahead, many of a rule alike, and open; those of the old one turn red; one is done, and then not.
        foreach (var instant in new[] { "2023-12-31T23:59:00+07:00", "2024-01-01T00:00:00+07:00", "2024-01-20T09:00:00+07:00" })
        {
            district.Now(instant);
            await district.Sweep.Run(CancellationToken.None);
            await Look();
        }
        var answer = await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference("20/01/2024"), Who.Officer);
        await Look();
        await district.Committee(TamDuong.KhunHa).Withdraw(answer.Receipt!.Code, "Nộp nhầm kỳ", Who.Officer);
        await Look();

        Assert.Superset(new HashSet<Status> { Status.Dormant, Status.Open, Status.Escalated, Status.Fulfilled, Status.FulfilledLate }, met);

        async Task Look()
        {
            var rows = await district.Database.Read(connection => connection.Query<(string Status, long Owed)>("SELECT status, owed FROM obligation").ToList());
            met.UnionWith(rows.Select(row => Enum.Parse<Status>(row.Status)));
            Assert.All(rows, row => Assert.Equal(Enum.Parse<Status>(row.Status).IsOwed() ? 1 : 0, row.Owed));
        }
    }

    [Fact]
    public async Task An_alert_of_a_rule_with_several_due_days_names_only_those_late_by_then()
    {
        await using var district = await TamDuong.At("2024-07-10T08:00:00+07:00");
        await district.Sweep.Run(CancellationToken.None);
        var heard = (await district.Archive.Owing("106", "CU-NGHE", 2024, null)).Select(one => one.Body).Take(4).ToList();
        foreach (var body in heard)
            Assert.Null((await district.Committee(body).Submit(TamDuong.Conference("05/07/2024", $"nghe-hoi-bao-cao-{body}", "CU-NGHE", "2024-H1") with { OccurredOn = new(2024, 6, 20) }, Who.Officer)).Refusal);

        district.Now("2024-07-16T00:00:00+07:00");
        await district.Sweep.Run(CancellationToken.None);

        var alert = Assert.Single(await district.Archive.Alerts("106", 2024, 100), alert => alert.Rule == "CU-NGHE" && alert.Kind == Status.Overdue);
        Assert.Equal((9, 13), (alert.N, alert.Of));
    }

    [Fact]
    public async Task Reminder_days_are_recorded_once_at_their_own_instant_also_after_an_outage()
    {
        await using var district = await TamDuong.At("2023-09-10T08:00:00+07:00");
        var before = await district.Archive.Reminders(TamDuong.KhunHa, null, 1000);

        await district.Restart("2024-01-02T08:00:00+07:00");
        await district.Sweep.Run(CancellationToken.None);
        await district.Sweep.Run(CancellationToken.None);

        var pb = (await district.Archive.Reminders(TamDuong.KhunHa, null, 1000)).Where(row => row.Key.Rule == "MT-PB" && row.Key.Period == "2023").OrderBy(row => row.Offset).ToList();
        Assert.Equal([-120, -90, -60, -30, -15, -7, -3, -1, 0, 1], pb.Select(row => row.Offset));
        Assert.All(pb, row => Assert.Equal(Domain.VietnamTime.StartOf(new DateOnly(2023, 12, 31).AddDays(row.Offset)), row.At));
        Assert.Equal([-120], before.Where(row => row.Key is { Rule: "MT-PB", Period: "2023" }).Select(row => row.Offset));
    }

    [Fact]
    public async Task The_sweep_makes_next_years_rows_sixty_days_ahead_for_associations_too_and_a_body_that_was_awake_takes_evidence_for_them()
    {
        await using var district = await TamDuong.At("2023-09-10T08:00:00+07:00");
        var elderly = district.Grains.GetGrain<Bodies.IAssociationGrain>("3390-ElderlyAssociation");
        var plan = TamDuong.Conference(rule: "HOI-KH-NAM", period: "2024", submission: "ke-hoach-nam-2024");
        Assert.Equal("Unknown", (await elderly.Submit(plan, Who.Officer)).Refusal?.Kind);

        district.Now("2023-11-01T23:59:59+07:00");
        await district.Sweep.Run(CancellationToken.None);
        Assert.Equal("Unknown", (await elderly.Submit(plan, Who.Officer)).Refusal?.Kind);
        district.Now("2023-11-02T00:00:00+07:00");
        await district.Sweep.Run(CancellationToken.None);

        Assert.Null((await elderly.Submit(plan, Who.Officer)).Refusal);
        Assert.Equal(31, (await district.Table("106", "HOI-KH-NAM", 2024)).All + (await district.Archive.Owing("106", "HOI-KH-NAM", 2024, null)).Count(one => one.Line.Status == Status.Dormant));
    }

    [Fact]
    public async Task One_obligation_that_cannot_be_computed_is_set_aside_and_stops_no_other()
    {
        await using var district = await TamDuong.At("2023-12-31T23:59:00+07:00");
        await district.Database.Write(connection => connection.Execute("UPDATE obligation SET rule_version = 99 WHERE body = '3430-FrontBloc' AND rule = 'MT-PB'"));

        district.Now("2024-01-01T00:00:00+07:00");
        await district.Sweep.Run(CancellationToken.None);

        Assert.Equal(16, (await district.Archive.Transitions(0, 1000)).Count(row => row.To == Status.Overdue));
        Assert.NotNull(await district.Database.Read(connection => connection.ExecuteScalar<string>("SELECT set_aside_error FROM obligation WHERE rule_version = 99")));
    }

    /// <summary>The row is the arbiter: whoever comes first, the boundary's transition stands before the fulfilment's.</summary>
    [Fact]
    public async Task A_body_and_the_sweep_racing_at_midnight_leave_Overdue_before_the_fulfilment_every_time()
    {
        for (var seed = 0; seed < 24; seed++)
        {
            var random = new Random(seed);
            await using var district = await TamDuong.At("2023-12-31T23:59:59+07:00", disorder: seed % 2 == 0 ? null : seed);
            var owing = (await district.Archive.Owing("106", "MT-PB", 2023, null)).Where(one => one.Line.Fulfilled == 0).Select(one => one.Body).ToList();
            district.Now("2024-01-01T00:00:00+07:00");

            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var racers = owing.Select(body => (Func<Task>)(() => district.Committee(body).Submit(TamDuong.Conference("31/12/2023", $"dua-nua-dem-{seed}-{body}"), Who.Officer)))
                .Append(() => district.Sweep.Run(CancellationToken.None)).OrderBy(_ => random.Next())
                .Select(racer => Task.Run(async () =>
                {
                    await start.Task;
                    for (var yields = random.Next(4); yields > 0; yields--) await Task.Yield();
                    await racer();
                })).ToList();
            start.SetResult();
            await Task.WhenAll(racers);

            foreach (var body in owing)
            {
                var story = await district.Story(body);
                Assert.True(story[^2..].SequenceEqual(["01/01/2024 00:00 Behind → Overdue", "01/01/2024 00:00 Overdue → Fulfilled"]), $"seed {seed}: {string.Join("; ", story)}");
                Assert.Equal(story.Length, story.Distinct(StringComparer.Ordinal).Count());
            }
        }
    }
}
