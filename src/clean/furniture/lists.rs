//! What page furniture says, by kind. To strike another line, add it here.

pub(super) const ADVERT: &str = "an advertisement's label";
pub(super) const SHARE: &str = "buttons for sharing";
pub(super) const MENU: &str = "the site's menu";
pub(super) const SITE: &str = "the name of the site";
pub(super) const MORE: &str = "a pointer to another article";
pub(super) const HEADING: &str = "the heading of a list of other articles";
pub(super) const JOIN: &str = "an invitation to subscribe or to follow";
pub(super) const LEGAL: &str = "a legal or cookie notice";
pub(super) const COMMENT: &str = "the comment section's furniture";
pub(super) const COUNT: &str = "a reading time or a count";
pub(super) const CAPTION: &str = "a picture's caption or credit";
pub(super) const RULE: &str = "a line without words";
pub(super) const MARK: &str = "an end or slug mark of the wire";
pub(super) const LATER: &str = "a promise of more";
pub(super) const TAGS: &str = "tags or topics";
pub(super) const GONE: &str = "what a page says where an article should be";

/// Whole lines, in lower case, without the marks around them.
pub(super) const LINES: &[(&str, &[&str])] = &[
    (ADVERT, &[
        "advertisement", "advertisements", "advertisment", "advertising", "advert", "ad", "ads", "sponsored",
        "sponsored content", "promoted", "promoted content", "paid content", "partner content", "ads by google",
        "story continues below", "story continues below advertisement", "story continues below this ad",
        "story continues after advertisement", "article continues below", "article continues below advertisement",
        "article continues after advertisement", "article continues after this advertisement",
        "continue reading below", "advertisement continue reading below", "scroll to continue",
        "scroll to continue reading", "scroll down to continue", "skip ad", "skip advertisement", "remove ads",
        "this advertisement has not loaded yet", "anzeige", "werbung", "publicidad", "publicité", "pubblicità",
        "reklama", "реклама", "advertentie",
    ]),
    (SHARE, &[
        "share", "share this", "share this article", "share this story", "share this post", "share article",
        "share it", "share on", "tweet", "print", "print this page", "email", "email this article", "copy link",
        "copied", "link copied", "send", "save", "save article", "bookmark", "listen to this article", "listen",
        "teilen", "compartir", "partager", "condividi",
        "artikel teilen", "beitrag teilen", "diesen artikel teilen", "teilen sie diesen artikel", "comparte", "compartir noticia",
        "compartilhar", "compartilhe", "partager cet article", "delen", "dela", "udostępnij",
        "podziel się",
        "email a friend", "email to a friend", "send to a friend", "send by email", "share by email", "email this", "print article",
        "print this article", "text size", "gift article", "gift this article", "open in app", "view in app", "view full site",
        "full site", "desktop version", "drucken", "artikel drucken", "twittern", "per e-mail senden", "per e-mail versenden", "per mail versenden", "link kopieren",
        "imprimir", "enviar por correo", "enviar por email", "copiar enlace", "copiar el enlace", "imprimer", "envoyer par e-mail",
        "envoyer par mail", "envoyer par email", "copier le lien", "stampa", "invia per email", "invia per e-mail", "copia link",
        "copia il link", "enviar por e-mail", "copiar link", "afdrukken", "link kopiëren", "mailen", "drukuj", "kopiuj link",
    ]),
    (MENU, &[
        "menu", "home", "search", "skip to content", "skip to main content", "skip to navigation", "navigation",
        "main menu", "close", "close menu", "open menu", "toggle navigation", "back to top", "top", "sections",
        "log in", "login", "sign in", "sign up", "register", "my account", "subscribe", "subscribe now", "donate",
        "contact us", "about us", "e-paper", "epaper", "live tv", "next", "previous", "previous article",
        "next article", "previous post", "next post", "previous story", "next story", "prev", "show more", "load more", "view all", "see all", "view more", "read full article",
        "more", "uncategorized", "breaking news", "follow", "following",
        "zurück zur übersicht", "zurück zur listenansicht", "zur startseite", "nach oben", "volver", "retour",
    ]),
    (HEADING, &[
        "related", "related news", "related stories", "related story", "related articles", "related article",
        "related posts", "related topics", "related content", "related coverage", "related links", "related reading",
        "latest", "latest news", "latest stories", "latest articles", "latest posts", "latest headlines", "must read",
        "must reads", "must read stories", "must-read", "must watch", "most read", "most popular", "most viewed", "most shared",
        "most commented", "popular", "popular news", "popular posts", "popular stories", "trending", "trending now",
        "trending news", "trending stories", "trending topics", "recommended", "recommended for you",
        "recommended stories", "recommended articles", "you may also like", "you might also like",
        "you may be interested in", "you might be interested in", "also read", "read also", "read more", "read next",
        "up next", "what to read next", "more news", "more stories", "more from this section", "more from author",
        "more like this", "more on this story", "more on this topic", "more headlines", "top stories", "top news",
        "editor's picks", "editors' picks", "editor's pick", "editors picks", "don't miss", "dont miss",
        "in other news", "other news", "other stories", "from around the web", "around the web", "from the web",
        "from our partners", "in case you missed it", "featured", "featured stories", "featured news",
        "recent posts", "recent news", "recent articles", "recent stories", "see also", "similar articles",
        "similar stories", "news in pictures", "photo gallery", "videos", "topics", "tags", "archives", "categories",
        "mehr zum thema", "lesen sie auch", "auch interessant", "más noticias", "lea también", "lire aussi",
        "à lire aussi", "leggi anche", "lees ook", "читайте также",
        "further reading", "weitere artikel", "weitere meldungen", "weitere themen", "mehr themen", "das könnte sie auch interessieren",
        "das könnte dich auch interessieren", "zum weiterlesen", "meistgelesen", "neueste artikel", "ähnliche artikel", "verwandte artikel",
        "te puede interesar", "le puede interesar", "te recomendamos", "más leídas", "lo más leído", "noticias relacionadas",
        "notas relacionadas", "lee también", "lee más", "lea más", "relacionadas", "leia também",
        "leia mais", "mais lidas", "notícias relacionadas", "veja também", "articles liés", "à lire également",
        "sur le même sujet", "lire la suite", "potrebbe interessarti", "articoli correlati", "meer nieuws", "meest gelezen",
        "läs mer", "läs också", "les også", "læs også", "czytaj też", "czytaj także",
        "les plus lus", "les plus lues", "articles les plus lus", "dernières nouvelles", "à la une", "en continu", "à ne pas manquer",
        "i più letti", "le più lette", "più letti", "più lette", "gli articoli più letti", "da non perdere", "ultime notizie",
        "más leídos", "las más leídas", "los más leídos", "más vistas", "lo más visto", "últimas noticias", "no te pierdas",
        "am meisten gelesen", "die meistgelesenen artikel", "meistgelesene artikel", "aktuelle nachrichten", "nicht verpassen",
        "as mais lidas", "mais lidos", "os mais lidos", "últimas notícias", "não perca", "meest bekeken", "net binnen",
        "najczęściej czytane", "popularne", "zobacz również",
        "czytaj więcej", "zobacz też", "zobacz także", "čtěte také", "přečtěte si také", "kapcsolódó cikkek",
        "ilgili haberler", "lue myös", "lue lisää",
    ]),
    (COMMENT, &[
        "comments", "comment", "leave a comment", "leave a reply", "post a comment", "post comment", "add a comment",
        "add comment", "view comments", "show comments", "read comments", "no comments", "no comments yet",
        "be the first to comment", "join the conversation", "join the discussion", "comments are closed",
        "cancel reply", "your email address will not be published", "report abuse", "sort by",
        "kommentare", "kommentar schreiben", "kommentare schreiben", "keine kommentare", "comentarios", "comentários",
        "commentaires", "commenti", "reacties", "kommentarer", "komentarze", "deja un comentario",
        "deja tu comentario", "laisser un commentaire", "lascia un commento",
    ]),
    (JOIN, &[
        "newsletter", "newsletters", "sign up", "follow us", "follow us on", "subscribe to our newsletter",
        "sign up for our newsletter", "get the latest news", "stay connected", "stay informed", "enter your email",
        "your email address", "email address", "subscribe today", "become a member", "support us",
        "download our app", "get our app", "join us", "join our whatsapp channel", "join our telegram channel",
        "enter your email address", "enter your e-mail address", "thank you for signing up", "thanks for signing up",
        "thank you for subscribing", "thanks for subscribing", "you're signed up", "you are signed up", "please check your email",
        "your email", "your e-mail", "ihre e-mail-adresse", "e-mail-adresse", "votre adresse e-mail", "votre e-mail",
        "tu correo electrónico", "correo electrónico", "la tua email", "seu e-mail", "je e-mailadres",
        "newsletter abonnieren", "jetzt abonnieren", "jetzt anmelden", "suscríbete", "suscribirse", "inscreva-se",
        "abonnez-vous", "iscriviti", "subscribers only", "subscriber only", "for subscribers", "start your free trial",
        "nur für abonnenten", "réservé aux abonnés", "solo suscriptores", "solo para suscriptores", "solo per abbonati",
        "só para assinantes", "alleen voor abonnees",
    ]),
    (LEGAL, &[
        "all rights reserved", "privacy policy", "terms of use", "terms of service", "terms and conditions",
        "cookie policy", "cookie settings", "accept", "accept all", "accept cookies", "accept all cookies",
        "reject all", "manage cookies", "manage preferences", "got it", "i agree", "disclaimer", "copyright",
        "privacy", "cookies", "privacy settings", "privacy notice", "your privacy choices", "we value your privacy", "your privacy",
        "do not sell my personal information", "do not sell or share my personal information", "cookie preferences", "cookie notice",
        "decline", "decline all", "reject", "accept and continue", "agree and continue", "continue without accepting", "consent",
        "customise", "customize", "more options", "impressum", "datenschutz", "datenschutzerklärung", "cookie-einstellungen",
        "einstellungen", "ablehnen", "alle ablehnen", "zustimmen", "akzeptieren", "mentions légales", "confidentialité",
        "paramétrer", "paramétrer les cookies", "continuer sans accepter", "accepter", "accepter et continuer", "refuser",
        "tout refuser", "aviso legal", "política de privacidad", "política de cookies", "aceptar", "aceptar y continuar",
        "configurar", "configurar cookies", "rechazar", "rechazar todo", "rechazar todas", "note legali",
        "informativa sulla privacy", "accetta", "accetta e continua", "personalizza", "rifiuta", "rifiuta tutto",
        "continua senza accettare", "política de privacidade", "aceitar", "aceitar e continuar", "rejeitar", "rejeitar todos",
        "accepteren", "akkoord", "weigeren", "alles weigeren", "instellingen", "akceptuję", "zgadzam się", "odrzuć",
        "alle akzeptieren", "alle cookies akzeptieren", "aceptar todo", "aceptar todas", "tout accepter", "accetta tutti",
        "accetta tutto", "aceitar todos", "alles accepteren",
    ]),
    (GONE, &[
        "loading", "please wait", "redirecting", "not found", "page not found", "404", "404 not found", "error 404",
        "403 forbidden", "forbidden", "access denied", "internal server error", "service unavailable", "bad gateway",
        "content not available", "content unavailable", "video unavailable", "wird geladen", "seite nicht gefunden",
        "cargando", "página no encontrada", "chargement", "chargement en cours", "page introuvable", "page non trouvée",
        "caricamento", "pagina non trovata", "carregando", "página não encontrada", "laden", "pagina niet gevonden",
    ]),
    (TAGS, &["news in brief", "news briefs", "in brief", "briefs"]),
    (CAPTION, &[
        "image", "photo", "photos", "file photo", "file image", "file picture", "file", "representational image",
        "representative image", "image source", "image credit", "photo credit", "getty images", "gallery", "video",
        "play", "play video", "watch video", "enlarge", "enlarge image", "view gallery", "hide caption",
        "toggle caption", "click to enlarge", "afp", "reuters photo",
    ]),
    (MARK, &[
        "ends", "end", "end it", "30", "more", "more follows", "more to follow", "more to come", "eom", "endit", "media release", "press release", "news release", "media advisory", "embargoed",
        "(ends)", "(end)", "(more)", "for immediate release", "media contact", "media contacts", "press contact",
        "press contacts", "contact information",
    ]),
    (LATER, &[
        "developing", "developing story", "story developing", "a developing story", "breaking story", "details soon", "details shortly",
        "details to follow", "more details soon", "full details soon", "full details shortly", "full story soon", "full story shortly",
        "full story to come", "full story to follow", "full report to follow", "updates to follow", "more updates soon", "more soon",
        "tap to read", "tap for more", "tap for details", "watch live", "watch live now", "live updates", "link in bio",
        "mehr in kürze", "weitere informationen folgen", "más información en breve", "habrá ampliación", "plus d'informations à suivre",
        "seguono aggiornamenti", "segue", "meer volgt", "mais informações em instantes", "więcej informacji wkrótce",
    ]),
];

/// What a short line begins with, in lower case.
pub(super) const OPENINGS: &[(&str, &[&str])] = &[
    (ADVERT, &["advertisement -", "advertisement –", "sponsored by ", "ad:"]),
    (MORE, &[
        "read more:", "read more |", "read more –", "read more -", "read more about", "read more at", "read more in",
        "read more from", "read more on", "also read:", "also read |", "also read –", "also read -", "also read—",
        "read also:", "read also |", "read:", "read |", "see also:", "see also |", "related:", "related |",
        "related story:", "related article:", "related news:", "watch:", "watch |", "watch live:", "listen:",
        "must read:", "must read |", "don't miss:", "more:", "in pictures:", "in pics:", "in photos:", "explained:",
        "explainer:", "exclusive:", "click here", "more on this", "for more on this", "for more news",
        "for more stories", "for more, read", "quiz:", "take our quiz", "take the quiz", "mehr artikel aus", "to read the full", "read the full", "full story:", "full coverage:", "opinion |",
        "timeline:", "live updates:", "follow live", "continue reading", "read next:", "up next:", "next read:",
        "you may also like", "you might also like", "lesen sie auch:", "lea también:", "lire aussi", "à lire aussi",
        "leggi anche", "lees ook:",
        "lesen sie mehr", "mehr zum thema", "mehr dazu", "auch lesen:", "auch interessant:", "siehe auch:",
        "weiterlesen:", "lea más:", "lea mas:", "lee también:", "lee tambien:", "lee más:",
        "lee más |", "lee más aquí", "le puede interesar:", "te puede interesar:", "mira:", "mira |",
        "mirá:", "mirá también", "leia também:", "leia mais:", "veja também:", "lire la suite",
        "leggi anche:", "czytaj też:", "czytaj także:", "czytaj więcej:", "dowiedz się więcej:", "zobacz też:",
        "zobacz także:", "läs också:", "läs mer:", "les også:", "læs også:", "lue myös:",
        "čtěte také:", "für weitere informationen", "previous article:", "next article:",
    ]),
    (LATER, &[
        "this is a developing ", "this is a breaking ", "this is breaking news", "this breaking news story", "this story is developing",
        "this story is breaking", "this story will be updated", "this article will be updated", "this post will be updated",
        "this page will be updated", "check back ", "more details to follow", "more details are expected", "we will update this ",
        "we'll update this ", "we will bring you ", "we'll bring you ", "we'll have more ", "we will have more on ", "tap to read ",
        "tap here ", "open the app ", "refresh for ", "refresh this page", "diese meldung wird ", "dieser artikel wird laufend",
        "noticia en desarrollo", "plus d'informations à venir", "notizia in aggiornamento", "articolo in aggiornamento",
    ]),
    (HEADING, &["more from ", "more in ", "latest from ", "latest in ", "popular in ", "trending in ", "most read in ", "most popular in ",
        "recommended for ", "related stor", "related artic", "related cover", "related post"]),
    (SHARE, &[
        "share this ", "share on ", "share via ", "share to ", "tweet this", "click to share", "partager sur ", "compartir en ",
        "compartir por ", "condividi su ", "compartilhar no ", "partilhar no ", "delen op ", "deel op ", "udostępnij na ",
    ]),
    (MENU, &["previous article", "next article", "previous post", "next post", "previous story", "next story", "skip to ", "home >", "home »", "home ›", "home /", "home |", "home →", "you are here", "you are at:", "back to "]),
    (JOIN, &[
        "subscribe to ", "subscribe for", "subscribe now", "subscribe today", "sign up for ", "sign up to ", "sign up now",
        "follow us on", "follow us @", "follow @", "on twitter: follow", "like us on", "find us on", "join us on", "join our ", "download the ",
        "download our", "get our ", "get the latest ", "get breaking news", "stay up to date", "stay updated",
        "stay tuned", "never miss a story", "to get the latest", "for the latest ", "support our journalism",
        "support independent", "already a subscriber", "already have an account", "log in to ", "sign in to ",
        "create an account", "you have reached your", "to continue reading", "this content is for subscribers",
        "this article is for subscribers", "want more news", "like what you", "enjoying this", "install our",
        "melden sie sich für", "abonnieren sie", "suscríbete a", "suscríbase a", "síguenos en", "siga-nos",
        "inscreva-se", "abonnez-vous à", "iscriviti a", "zapisz się", "do you want to be informed", "we want to hear what you think",
        "download the app", "thank you for reading", "thanks for reading", "recevez chaque ", "recevez tous les ", "recibe cada ",
        "recibe todas las ", "recibe en tu correo", "ricevi ogni ", "receba todas as ", "receba no seu e-mail", "erhalten sie jeden ",
        "jeden morgen die wichtigsten", "ontvang elke ", "ontvang dagelijks ", "cancel anytime", "cancel at any time", "not a member yet", "not a member of ",
        "not a subscriber yet", "already subscribed", "register to read", "register to continue", "unlock this article",
        "this story is for subscribers", "this story is available to subscribers", "start your free trial",
        "jetzt weiterlesen", "weiterlesen mit", "sie sind bereits abonnent", "bereits abonnent", "sie haben bereits ein abo",
        "dieser artikel ist abonnenten", "lesen sie diesen artikel mit", "exklusiv für abonnenten", "contenido exclusivo para",
        "este contenido es exclusivo", "para seguir leyendo", "ya es suscriptor", "ya eres suscriptor", "inicie sesión",
        "la suite est réservée", "la suite de cet article est réservée", "article réservé aux", "cet article est réservé",
        "il vous reste", "déjà abonné", "inscrivez-vous à", "contenuto riservato", "questo contenuto è riservato",
        "sei già abbonato", "conteúdo exclusivo para", "já é assinante", "al abonnee", "dit artikel is exclusief",
        "ten artykuł jest dostępny tylko", "masz już prenumeratę",
    ]),
    (LEGAL, &[
        "we use cookies", "this website uses cookies", "this site uses cookies", "our website uses cookies",
        "by continuing to use", "by clicking", "by using this site", "by subscribing", "by signing up",
        "copyright ", "copyright ©", "©", "(c) 20", "(c) 19", "all rights reserved", "this site is protected by",
        "please enable javascript", "enable javascript", "javascript is", "your browser", "you need to enable",
        "please enter", "please turn off", "please disable", "reproduction in whole",
        "this material may not be published", "unauthorized reproduction", "except for the headline, this story has not",
        "this story has not been edited by", "this story has been published from a wire",
        "(except for the headline, this story", "(this story has not been edited by", "disclaimer:",
        "we've encountered an error", "we have encountered an error", "an error has occurred",
        "wir verwenden cookies", "diese website verwendet cookies", "diese webseite verwendet cookies",
        "diese seite verwendet cookies", "mit der weiteren nutzung", "ce site utilise des cookies",
        "en poursuivant votre navigation", "usamos cookies", "este sitio utiliza cookies",
        "esta página utiliza cookies", "questo sito utilizza", "utilizziamo i cookie", "este site utiliza cookies",
        "deze website gebruikt cookies", "ta strona używa", "ta strona korzysta z",
    ]),
    (GONE, &[
        "this article is no longer available", "this story is no longer available", "this page is no longer available",
        "this content is no longer available", "this content is not available", "the page you requested",
        "the page you are looking for", "the page you were looking for", "the page cannot be found", "page not found",
        "the requested url", "sorry, the page", "sorry, this page", "sorry, we could not find", "sorry, we can't find",
        "you will be redirected", "you will be automatically redirected", "you are being redirected", "you are now being redirected",
        "if you are not redirected", "this page has moved", "this site has moved",
        "you don't have permission to access", "you do not have permission to access", "checking your browser",
        "verify you are human", "verifying you are human", "die seite wurde nicht gefunden",
        "die angeforderte seite", "dieser artikel ist nicht mehr", "la página que busca", "este artículo ya no está",
        "la page que vous", "cet article n'est plus disponible", "la pagina richiesta", "questo articolo non è più",
    ]),
    (COMMENT, &["leave a comment", "leave a reply", "comments (", "be the first to", "your email address will not", "join the conversation", "have your say", "what do you think",
        "kommentare (", "keine kommentare", "comentarios (", "commentaires (", "commenti (", "komentarze (",
    ]),
    (CAPTION, &[
        "photo:", "photos:", "photo by ", "photo credit", "photo courtesy", "photograph:", "photograph by", "picture:",
        "pictures:", "picture by", "pic:", "image:", "images:", "image credit", "image source", "image by ",
        "image courtesy", "image copyright", "image caption", "file photo", "file image", "file pic", "caption:",
        "(photo", "(image", "(file photo", "(pic", "[photo", "[image", "ap photo", "afp photo", "pti photo",
        "media caption", "media playback", "video:", "illustration:", "graphic:", "representational image",
        "representative image", "foto:", "bild:", "crédito:", "crédit photo",
        "fotos:", "imagen:", "imagem:", "symbolbild", "beitragsbild", "bildquelle:",
        "bildnachweis:", "archivbild", "archivfoto", "crédits photo", "zdjęcie:", "kuva:",
        "(credit:", "(foto:", "(bild:",
    ]),
    (TAGS, &["tags:", "tag:", "topics:", "topic:", "filed under", "posted in", "categories:", "category:", "keywords:", "tagged", "labels:", "schlagwörter:", "etiquetas:"]),
    (MARK, &["for immediate release", "bc-", "am-", "pm-", "eds:", "eds note:", "(eds:", "editors:", "editor's note to subscribers", "media contact:", "press contact:", "contact:", "contacts:", "media contacts:", "for more information contact", "our standards:"]),
];

/// What a short line holds somewhere, in lower case.
pub(super) const INSIDE: &[(&str, &[&str])] = &[
    (CAPTION, &[
        "(photo by", "[photo by", "(photo:", "(image:", "/getty images", "getty images)", "| getty images",
        "(getty images", "via getty", "(ap photo", "/ap photo", "(afp photo", "(reuters photo", "/reuters)", "/afp)", "/ap)",
        "/afp via", "handout via", "(file photo", "(file pic", "(representational image", "(representative image",
        "photo credit:", "image credit:", "screengrab", "shutterstock", "(photo credit", "(image source",
        "photo: efe", "foto: efe", "foto: dpa", "photo: afp", "foto: afp",
    ]),
    (ADVERT, &[
        "may earn a commission", "may earn commission", "may receive a commission", "may earn an affiliate commission",
        "may earn a small commission", "contains affiliate links", "includes affiliate links",
    ]),
    (JOIN, &[
        "our newsletter", "newsletter and", "newsletters and", "your inbox", "whatsapp channel", "telegram channel",
        "votre boîte mail", "votre boîte de réception", "tu bandeja de entrada", "tua casella di posta", "sua caixa de entrada",
        "ihr postfach", "je inbox", "jouw inbox",
        "youtube channel", "free newsletter", "daily newsletter", "weekly newsletter", "push notifications",
        "google news feed", "follow us on",
    ]),
    (LEGAL, &[
        "all rights reserved", "terms of use and", "privacy policy and", "and privacy policy", "uses cookies",
        "use of cookies", "cookie policy", "may not be published, broadcast", "terms of service apply",
        "access information on a device", "store information on a device", "cookies or similar tech", "cookies and similar tech",
        "cookies ou technologies similaires", "cookies et technologies similaires", "utilisons des cookies", "utilisent des cookies pour",
        "informationen auf einem gerät", "cookies oder ähnliche", "cookies und ähnliche", "utilizamos cookies", "utilizan cookies para",
        "cookies o tecnologías", "cookies y tecnologías", "informazioni su un dispositivo", "cookie o tecnologie", "cookie e tecnologie",
        "cookies ou tecnologias", "cookies e tecnologias", "gebruiken cookies", "cookies en vergelijkbare", "plików cookie",
        "terms and conditions apply", "without prior written permission",
        "alle rechte vorbehalten", "todos los derechos reservados", "tous droits réservés", "tutti i diritti riservati", "riproduzione riservata", "todos os direitos reservados",
        "wszelkie prawa zastrzeżone", "thomson reuters trust principles", "alle angaben ohne gewähr",
    ]),
    (MARK, &["ld-writethru", "ld - writethru", "1st ld", "2nd ld", "3rd ld", "4th ld", "5th ld", "1st lead-writethru", "2nd lead-writethru", "writethru"]),
];

/// Names that stand on buttons for sharing, and the words around them.
pub(super) const NETWORKS: &[&str] = &[
    "facebook", "twitter", "whatsapp", "pinterest", "linkedin", "telegram", "reddit", "instagram", "messenger",
    "flipboard", "bluesky", "mastodon", "tumblr", "viber", "pocket", "youtube", "threads", "tiktok", "vk", "weibo", "line",
];
pub(super) const AROUND_NETWORKS: &[&str] = &[
    "share", "on", "this", "article", "story", "via", "x", "tweet", "pin", "it", "email", "e-mail", "mail", "print",
    "copy", "link", "to", "click", "opens", "in", "new", "window", "post", "save", "more", "and", "us", "follow", "with",
    "by", "the", "a", "google", "plus", "sms", "rss", "feed", "comments", "comment", "page", "url", "app", "bei", "auf", "teilen",
    "partager", "sur", "compartir", "en", "por", "condividi", "su", "compartilhar", "partilhar", "no", "delen", "op", "deel",
    "udostępnij", "na",
];

/// What the buttons say that stand below an article, or above.
pub(super) const BUTTONS: &[&str] = &["share", "tweet", "email", "e-mail", "mail", "print", "pin", "copy", "save", "post", "link"];

/// Words that menus are made of.
pub(super) const MENU_WORDS: &[&str] = &[
    "home", "news", "world", "local", "national", "nation", "international", "politics", "business", "sport", "sports",
    "opinion", "entertainment", "tech", "technology", "science", "health", "lifestyle", "life", "culture", "arts",
    "travel", "weather", "video", "videos", "photos", "gallery", "podcasts", "podcast", "live", "tv", "radio",
    "subscribe", "login", "search", "menu", "contact", "about", "us", "jobs", "classifieds", "obituaries", "markets",
    "economy", "education", "environment", "auto", "autos", "food", "fashion", "crime", "regional", "editorial",
    "editorials", "columns", "letters", "more", "latest", "trending", "shop", "games", "puzzles", "events", "epaper",
    "e-paper", "uncategorized", "india", "asia", "europe", "africa", "americas", "uk", "us", "football", "cricket",
    "finance", "money", "property", "motoring", "community", "features", "archive", "help", "account", "sign", "in",
    "register", "log", "out", "join", "puzzles", "comment", "people", "family", "farming", "courts", "council", "what's", "on",
    // Below the article.
    "privacy", "terms", "cookies", "sitemap", "careers", "advertise", "advertising", "accessibility", "imprint", "legal", "press",
    "feedback", "faq", "newsletter", "newsletters", "subscriptions", "notices",
    // German.
    "startseite", "politik", "wirtschaft", "kultur", "panorama", "meinung", "reise", "reisen", "wissen", "gesundheit", "digital",
    "leben", "gesellschaft", "lokales", "regionales", "wetter", "abo", "anzeigen", "impressum", "datenschutz", "kontakt", "agb",
    "immobilien", "finanzen", "technik", "feuilleton", "ausland", "inland", "karriere", "mediadaten", "vermischtes", "ratgeber",
    // French.
    "accueil", "monde", "société", "politique", "économie", "météo", "opinions", "vidéos", "annonces", "abonnement", "régions",
    "santé", "sciences", "planète", "mentions", "légales", "confidentialité", "cgu", "publicité", "emploi", "immobilier", "loisirs",
    // Spanish.
    "inicio", "portada", "deportes", "mundo", "sociedad", "política", "cultura", "opinión", "economía", "tiempo", "vídeos",
    "sucesos", "internacional", "nacional", "salud", "ciencia", "tecnología", "aviso", "privacidad", "contacto", "publicidad",
    // Italian.
    "cronaca", "politica", "economia", "spettacoli", "esteri", "abbonati", "salute", "tecnologia", "scienze", "viaggi", "meteo",
    "motori", "contatti", "pubblicità",
    // Portuguese.
    "início", "esportes", "desporto", "opinião", "saúde", "ciência", "contato", "publicidade", "privacidade",
    "sociedade", "brasil",
    // Dutch and Polish.
    "nieuws", "economie", "cultuur", "buitenland", "binnenland", "weer", "opinie", "politiek", "gezondheid", "adverteren",
    "wiadomości", "świat", "gospodarka", "pogoda", "kultura", "reklama",
];

/// Words that stand around these.
pub(super) const AROUND_UNITS: &[&str] = &["listen", "to", "this", "article"];

/// What counts and reading times are made of, beside numbers.
pub(super) const UNITS: &[&str] = &[
    "comments", "comment", "min", "mins", "minute", "minutes", "read", "shares", "share", "views", "view", "likes",
    "reading", "time", "replies", "estimated", "of", "ago", "hours", "hour", "days", "day", "seconds",
    // Of an article on several pages.
    "page", "pages", "previous", "prev", "next", "seite", "von", "zurück", "weiter", "suivant", "suivante", "précédent", "sur",
    "página", "siguiente", "anterior", "pagina", "successiva", "precedente", "strona", "volgende", "vorige",
];
