//! The agencies that are recognised, one a line. To recognise another, add it here.

use super::Agency;

/// Name; other full names, in lower case, as words; marks, as they are written between brackets or behind a
/// dash; the languages whose copy the marks are believed in (none: any), for marks that are words or other
/// names elsewhere.
#[rustfmt::skip] // an agency a line
pub(super) const AGENCIES: &[Agency] = &[
    Agency { name: "AP", names: &["associated press", "ap news", "the associated press"], marks: &["AP", "A.P."], languages: &[] },
    Agency { name: "Reuters", names: &["reuters", "thomson reuters", "reuters news agency", "thomson reuters foundation"], marks: &["REUTERS", "RTRS"], languages: &[] },
    Agency { name: "AFP", names: &["agence france-presse", "agence france presse", "afp"], marks: &["AFP", "AFP.com"], languages: &[] },
    Agency { name: "dpa", names: &["deutsche presse-agentur", "deutsche presse agentur", "dpa", "dpa-infocom"], marks: &["dpa", "DPA", "dpa-AFX", "dpa-infocom", "dpa-tmn"], languages: &[] },
    Agency { name: "EFE", names: &["agencia efe", "efe news", "efe"], marks: &["EFE"], languages: &[] },
    Agency { name: "ANSA", names: &["agenzia ansa", "ansa"], marks: &["ANSA"], languages: &[] },
    Agency { name: "PA", names: &["press association", "pa media", "pa news agency", "pa reporters", "pa reporter"], marks: &["PA", "PA Media"], languages: &["en", "cy", "ga"] },
    Agency { name: "PTI", names: &["press trust of india", "pti"], marks: &["PTI"], languages: &[] },
    Agency { name: "ANI", names: &["asian news international", "ani news"], marks: &["ANI"], languages: &["en", "hi", "ur", "bn", "mr", "ta", "te"] },
    Agency { name: "IANS", names: &["indo-asian news service", "indo asian news service", "ians"], marks: &["IANS"], languages: &[] },
    Agency { name: "Xinhua", names: &["xinhua", "xinhua news agency", "新华社", "新華社"], marks: &["XINHUA"], languages: &[] },
    Agency { name: "TASS", names: &["tass", "itar-tass", "тасс", "итар-тасс"], marks: &["TASS", "ITAR-TASS", "ТАСС"], languages: &[] },
    Agency { name: "Kyodo", names: &["kyodo", "kyodo news", "共同通信", "共同"], marks: &["KYODO"], languages: &[] },
    Agency { name: "Yonhap", names: &["yonhap", "yonhap news agency", "yonhap news", "연합뉴스"], marks: &["YONHAP"], languages: &[] },
    Agency { name: "Bloomberg", names: &["bloomberg", "bloomberg news"], marks: &["BLOOMBERG"], languages: &[] },
    Agency { name: "UPI", names: &["united press international", "upi"], marks: &["UPI"], languages: &[] },
    Agency { name: "CP", names: &["canadian press", "the canadian press", "la presse canadienne", "presse canadienne"], marks: &["CP", "PC"], languages: &["en", "fr"] },
    Agency { name: "AAP", names: &["australian associated press"], marks: &["AAP"], languages: &["en"] },
    Agency { name: "APA", names: &["austria presse agentur", "austria presse-agentur"], marks: &["APA"], languages: &["de", "en"] },
    Agency { name: "Lusa", names: &["agência lusa", "agencia lusa", "lusa"], marks: &["LUSA"], languages: &[] },
    Agency { name: "Belga", names: &["belga", "agence belga", "belga news agency"], marks: &["BELGA"], languages: &[] },
    Agency { name: "ANP", names: &["algemeen nederlands persbureau", "anp"], marks: &["ANP"], languages: &["nl", "en", "fy"] },
    Agency { name: "TT", names: &["tidningarnas telegrambyrå", "tt nyhetsbyrån", "tt news agency"], marks: &["TT", "TT-AFP", "TT-Reuters"], languages: &["sv", "en", "no", "da", "fi"] },
    Agency { name: "NTB", names: &["norsk telegrambyrå", "ntb"], marks: &["NTB", "©NTB"], languages: &[] },
    Agency { name: "Ritzau", names: &["ritzau", "ritzaus bureau", "/ritzau/"], marks: &["RITZAU", "RB"], languages: &["da", "no", "sv", "en"] },
    Agency { name: "STT", names: &["suomen tietotoimisto", "finska notisbyrån", "stt-lehtikuva", "stt"], marks: &["STT", "FNB"], languages: &["fi", "sv", "en"] },
    Agency { name: "PAP", names: &["polska agencja prasowa", "nauka w polsce pap"], marks: &["PAP"], languages: &["pl", "en"] },
    Agency { name: "ČTK", names: &["česká tisková kancelář", "čtk", "czech news agency"], marks: &["ČTK", "CTK"], languages: &[] },
    Agency { name: "MTI", names: &["magyar távirati iroda", "mti"], marks: &["MTI"], languages: &["hu", "en"] },
    Agency { name: "Anadolu", names: &["anadolu agency", "anadolu ajansı", "anadolu", "anadolu ajansi"], marks: &["AA"], languages: &["tr", "en", "ar"] },
    Agency { name: "UNI", names: &["united news of india"], marks: &["UNI"], languages: &["en", "hi", "ur"] },
    Agency { name: "APP", names: &["associated press of pakistan"], marks: &["APP"], languages: &["en", "ur"] },
];
