//! A letter to a supplier, in its language: it asks only what decides.

use std::fmt::Write as _;

use coercivity_screen::{NO_TECHNOLOGY, Need, Source};

use super::shown::Shown;

/// The language of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tongue {
    /// English.
    English,
    /// Chinese.
    Chinese,
    /// Japanese.
    Japanese,
    /// German.
    German,
}

impl Tongue {
    /// Every language with its word on the command line.
    pub const WORDS: [(&'static str, Self); 4] =
        [("en", Self::English), ("zh", Self::Chinese), ("ja", Self::Japanese), ("de", Self::German)];
    /// The word on the command line.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|it| it.1 == self).expect("every language has a word").0
    }
    fn pick(self, of: [&'static str; 4]) -> &'static str {
        match self {
            Self::English => of[0],
            Self::Chinese => of[1],
            Self::Japanese => of[2],
            Self::German => of[3],
        }
    }
}

/// The letter to a party; none when nothing is asked of it.
pub fn letter(shown: &Shown<'_>, party: &str, tongue: Tongue) -> Option<String> {
    let paper = shown.papers.iter().find(|it| it.from == Source::Maker(party.to_owned()))?;
    let to = tongue.pick(["To", "致", "宛先", "An"]);
    let greeting = tongue.pick([
        "Dear Sir or Madam,",
        "尊敬的先生/女士：",
        "ご担当者様",
        "Sehr geehrte Damen und Herren,",
    ]);
    let opening = tongue.pick([
        "to decide whether goods with your parts may be shipped, we need the following and nothing else. An answer that \
         is unknown is an answer: please say so.",
        "为判断含有贵方零部件的货物能否发运，我们仅需要以下信息。如不知道，也请如实说明。",
        "貴社の部品を含む貨物を出荷できるか判断するため、以下の点のみお知らせください。不明の場合は不明とご回答ください。",
        "um zu entscheiden, ob Ware mit Ihren Teilen versandt werden darf, brauchen wir nur die folgenden Angaben. Auch \
         „nicht bekannt“ ist eine Antwort.",
    ]);
    let closing = tongue.pick([
        "Please sign the answer, name the day until which it holds, and add what it rests on (certificate of origin, \
         certificate of analysis, supplier's declaration).",
        "请在答复上签字，注明有效期，并附上依据（原产地证书、分析证书、供应商声明）。",
        "回答には署名と有効期限を記入し、根拠書類（原産地証明書、分析証明書、供給者宣誓書）を添付してください。",
        "Bitte unterschreiben Sie die Antwort, nennen Sie den Tag, bis zu dem sie gilt, und fügen Sie bei, worauf sie \
         beruht (Ursprungszeugnis, Analysezertifikat, Lieferantenerklärung).",
    ]);
    let mut text = format!("{to}: {}\n\n{greeting}\n\n{opening}\n\n", shown.party(party));
    for (place, need) in paper.needs.iter().enumerate() {
        let _ = writeln!(text, "{}. {}", place + 1, asked(shown, need, tongue));
    }
    let _ = writeln!(text, "\n{closing}");
    Some(text)
}

/// One question.
fn asked(shown: &Shown<'_>, need: &Need, tongue: Tongue) -> String {
    let item = need.item().map_or(String::new(), |it| shown.named(it));
    let of = match need {
        Need::Origin(_) => [
            "{}: country of origin, and the share of its value from each country (low and high, if not exact)",
            "{}：原产国，以及来自各国的价值占比（如不精确，请给出上下限）",
            "{}：原産国、および国別の価額割合（正確でない場合は下限と上限）",
            "{}: Ursprungsland und der Wertanteil aus jedem Land (von, bis, falls nicht genau)",
        ],
        Need::Inside(_) => [
            "{}: which rare earth metals, alloys and oxides are inside, with value and mass of each",
            "{}：内含哪些稀土金属、合金和氧化物，及其各自的价值和质量",
            "{}：含まれる希土類の金属・合金・酸化物と、それぞれの価額および質量",
            "{}: welche Seltenerdmetalle, -legierungen und -oxide enthalten sind, mit Wert und Masse",
        ],
        Need::Composition(_) => [
            "{}: what it is, and the mass share of each rare earth element, with the test report",
            "{}：其品类及各稀土元素的质量分数，并附检测报告",
            "{}：品目、および各希土類元素の質量割合（試験成績書を添付）",
            "{}: was es ist, und der Massenanteil jedes Seltenerdelements, mit Prüfbericht",
        ],
        Need::Made(_) => [
            "{}: country in which it was made (customs origin)",
            "{}：制造国（海关原产地）",
            "{}：製造国（関税上の原産地）",
            "{}: Herstellungsland (nichtpräferenzieller Ursprung)",
        ],
        Need::Technology(_) => [
            "{}: from which country the technology of mining, separation, metal making, magnet making or recycling comes \
             (licence, process, drawings, engineers); name equipment apart; say `{none}` if no such technology was used",
            "{}：其采矿、分离、金属冶炼、磁体制造或回收所用技术（许可、工艺、图纸、工程师）来自哪国；设备请单独说明；如未使用请写“{none}”",
            "{}：採掘・分離・金属製造・磁石製造・リサイクルの技術（ライセンス、工程、図面、技術者）の原産国。設備は別に記載。該当なしの場合は「{none}」",
            "{}: aus welchem Land die Technik für Abbau, Trennung, Metall-, Magnetherstellung oder Recycling stammt (Lizenz, \
             Verfahren, Zeichnungen, Ingenieure); Anlagen bitte getrennt nennen; „{none}“, wenn keine solche Technik genutzt wurde",
        ],
        Need::Steps(_) => [
            "{}: countries of mining (or of recycled feedstock), separation, metal, alloy, powder and magnet",
            "{}：采矿（或回收原料）、分离、金属、合金、粉末、磁体各工序所在国",
            "{}：採掘（またはリサイクル原料）、分離、金属、合金、粉末、磁石の各工程の国",
            "{}: Länder von Abbau (oder Recyclingrohstoff), Trennung, Metall, Legierung, Pulver und Magnet",
        ],
        Need::Makers(_) => [
            "{}: who made it, and whether the maker stands on a list of prohibited or restricted entities",
            "{}：制造商名称，以及其是否列入禁止或限制实体清单",
            "{}：製造者、および規制対象者リスト掲載の有無",
            "{}: wer es hergestellt hat, und ob der Hersteller auf einer Liste verbotener oder beschränkter Stellen steht",
        ],
        Need::User | Need::Use | Need::Contract | Need::Route | Need::Condition(_) => {
            return super::words::need(shown, need);
        }
    };
    tongue.pick(of).replace("{none}", tongue.pick(NO_TECHNOLOGY)).replace("{}", &item)
}
