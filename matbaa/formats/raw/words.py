"""Words of a page's furniture, in the languages that newsrooms copy from; folded for matching."""

from __future__ import annotations

import re
from functools import cache

from matbaa.language.normalize import fold

#: Buttons, labels and notices on a line of their own.
_FURNITURE = """
share|share this|share this post|share this article|share this story|share article|shares|share on
tweet|facebook|twitter|whatsapp|telegram|linkedin|pinterest|reddit|tumblr|email|e-mail|mail|x
print
instagram|youtube|messenger|viber|copy|copy link|copy url|link copied|link|save|saved|bookmark
listen|listen to this article|listen to article|follow|follow us|follow us on|subscribe|sign up
sign in|log in|login|register|menu|search|search for|home|close|open|more|see more|view more|back
show more|load more|read more|continue reading|next|previous|prev|up next|advertisement|ad|ads
sponsored|promoted|advertisement 1|article content|story continues below|scroll to continue
skip to content|table of contents|toggle|comments|comment|leave a comment|reply|replies
view comments
join the conversation|gallery|photo|photos|video|videos|image|images|enlarge|view gallery|play
author|author of the article|written by|published|updated|breadcrumb trail links
breadcrumb|topics|tags|tag|category|categories|filed under|newsletter|trending|most read|popular
post author|date posted|views|view|likes|like|recommended|total|or|download|text size|font size
reading time|min read|a+ a-|a a a|aa|tt
scroll to continue with content|scroll to continue reading|article continues below
article continues after advertisement|article continues below this ad|continue reading below
la suite après la publicité|la suite après cette publicité|réservé aux abonnés|mon compte
se déconnecter
continua después de la publicidad|continua após a publicidade
mi cuenta|meu perfil|mein konto|my account|log out|accept|accept all|reject all|reject|decline
accetta tutti|accetta|rifiuta|aceptar|rechazar|aceitar|accepter|refuser|akzeptieren|ablehnen
موافق|رفض|اوافق|قبول|kabul et|reddet|принять|отклонить|ukuran font a a a|shiriki
مشاركه|شارك|شارك الخبر|شارك المقال|شاركها|شاركنا|انشر|طباعه|اطبع|ارسل|ارسل لصديق|نسخ الرابط|الرابط
حفظ|استمع|استماع|تابعنا|تابعونا|اشترك|الاشتراك|تسجيل الدخول|القائمه|بحث|الرييسيه|اغلاق|المزيد
اقرا المزيد|المزيد من|التالي|السابق|اعلان|اعلانات|تعليق|تعليقات|التعليقات|اضف تعليق|اترك تعليقا
صوره|صور|فيديو|الكاتب|كاتب المقال|المحرر|نشر|نشر في|تحديث|اخر تحديث|كلمات مفتاحيه|الوسوم|وسوم
كلمات دلاليه|الكلمات المفتاحيه|مشاهدات|مشاهده|قراءه|حجم الخط|تغيير حجم الخط|ا|واتساب|تويتر|فيسبوك
فيس بوك|تلغرام|تيليجرام|ايميل|بريد|لينكد ان|بينتيريست|رابط مختصر|رابط|نسخ|المصدر|الاكثر قراءه
partager|partagez|partager cet article|partager sur|commenter|commentaires|commentaire|reagir
réagir|imprimer|envoyer|copier le lien|ecouter|écouter|s'abonner|abonnez-vous|se connecter
publicité
publicite|lire la suite|lire plus|voir plus|suivre|suivez-nous|enregistrer|offrir|accueil|fermer
sauvegarder|favoris|sommaire|résumé|article réservé aux abonnés
teilen|artikel teilen|drucken|merken|kommentare|kommentar|kommentieren|anhören|vorlesen|anzeige
werbung|weiterlesen|mehr|mehr lesen|mehr anzeigen|abonnieren|anmelden|startseite|link kopieren
artikel anhören|zur startseite|folgen|speichern|verschicken|versenden|e-mail senden|schließen
feedback|ihr feedback|schicken sie uns ihr feedback|drucken teilen|hören|lesedauer|bildergalerie
compartir|compártelo|comparte|imprimir|comentarios|comentar|escuchar|guardar|publicidad|leer más
seguir|suscríbete|suscribirse|iniciar sesión|inicio|copiar enlace|enviar|ver más
te puede interesar
condividi|stampa|commenta|commenti|ascolta|salva|pubblicità|leggi tutto|abbonati|accedi|copia link
compartilhar|compartilhe|ouvir|salvar|publicidade|leia mais|comentários|assine|entrar|copiar link
delen|deel|deel dit artikel|deel via|reacties|reageer|luister|advertentie|lees meer|opslaan|volg
udostępnij|skomentuj|komentarze|drukuj|reklama|czytaj więcej|zapisz|słuchaj|obserwuj
sdílejte článek
diskuze|diskuse|článek|sdílet|reklama|sdílej|tisk
paylaş|paylaşın|yazdır|yorum|yorumlar|yorum yap|reklam|devamını oku|takip et|kaydet|dinle|abone ol
поделиться|комментарии|комментировать|распечатать|реклама|читать далее|подписаться|слушать|печать
поділитися|коментарі|роздрукувати|читати далі|підписатися
del|del artikel|kommentarer|annonse|annonce|annons|les mer|læs mere|läs mer|lyt|lytt|lyssna|dela
gem
jaa|kommentit|mainos|tulosta|oszd meg|hirdetés|megosztás|hozzászólások
bagikan|komentar|simpan|cetak|iklan|baca selengkapnya|bagikan artikel|salin tautan
copy link thành công
chia sẻ|bình luận|lưu|in bài|quảng cáo|trở lại
シェア|シェアする|ポスト|ツイート|ブックマーク|保存|メール|リンク|印刷|広告|コメント|続きを読む|みんなのポストを見る
記事|会員限定記事|有料記事|有料会員限定|pr|写真・図版|list|この記事をシェア|関連キーワード|フォロー|いいね|保存する|記事を保存|印刷する|その他
分享|评论|收藏|打印|广告|阅读更多|关注|字号|复制链接|分享到|微信|微博|評論|列印|廣告
공유|공유하기|댓글|인쇄|광고|스크랩|글자크기|기사저장|구독|좋아요|url복사|카카오톡|페이스북|트위터
اشتراک گذاری|اشتراک|نظرات|چاپ|کپی لینک|تبلیغات|ادامه مطلب|شیئر کریں|تبصرے|پرنٹ|اشتہار
שתף|שיתוף|תגובות|הדפסה|פרסומת|הוסף תגובה|שמור|האזנה|קרא עוד
शेयर करें|शेयर|टिप्पणी|विज्ञापन|और पढ़ें|फॉलो करें|শেয়ার|শেয়ার করুন|মন্তব্য|বিজ্ঞাপন|ফলো করুন|মন্তব্য করুন
ያጋሩ|አጋራ|ያካፍሉ|አስተያየት|አስተያየቶች|ማስታወቂያ|ተጨማሪ|ሊንኩን ቅዳ|ያዳምጡ
แชร์|ความคิดเห็น|โฆษณา|อ่านต่อ|คัดลอกลิงก์
"""
#: Starts of a pointer to another article; that line, or the lines after it, are not the article's.
_READ_ALSO = """
read also|read more:|also read|also read:|see also|see also:|related|related:|related articles
related stories|related article|related news|related posts|related content|related topics|more on
more from|recommended for you|you might also like|you may also like|you may like|don't miss
must read|what to read next|read next|most popular|top stories|latest news|editor's picks
اقرا ايضا|اقرا ايضاً|اقرا كذلك|اقرا المزيد|اقرا عن|ايضا|شاهد ايضا|طالع ايضا|للمزيد|مواضيع ذات صله
اخبار ذات صله|موضوعات ذات صله|مقالات ذات صله|مواضيع متعلقه|موضوعات متعلقه|اخبار متعلقه|ذات صله
مقالات مشابهه|قد يعجبك|قد يهمك|قد يهمك ايضا|اخترنا لك|المزيد من الاخبار|لا تفوت|اخر الاخبار
انظر ايضا
تابع ايضا|الاخبار الاكثر قراءه|قصص قد تهمك
a lire aussi|à lire aussi|lire aussi|lire également|a lire|à lire|à lire également
sur le même sujet
voir aussi|pour aller plus loin|sur le meme sujet|nos lecteurs ont lu ensuite|les plus lus
a voir aussi
lesen sie auch|lesen sie mehr|auch interessant|mehr zum thema|zum thema
das könnte sie auch interessieren
siehe auch|mehr aus|passend zum thema|aktuelle nachrichten|empfehlungen der redaktion|meistgelesen
weitere artikel|weitere themen|themen|mehr dazu|verwandte themen
das könnte dich auch interessieren
lee también|lea también|leer también|te puede interesar|más información|noticias relacionadas
le puede interesar|relacionados|ver también|también te puede interesar|lo más leído
leggi anche|potrebbe interessarti|articoli correlati|vedi anche|ti potrebbe interessare
i più letti
leia também|leia mais:|veja também|relacionadas|notícias relacionadas|mais lidas|saiba mais
lees ook|lees meer over|bekijk ook|meer over|gerelateerd|meest gelezen|czytaj też|czytaj także
zobacz też|zobacz także|przeczytaj też|przeczytaj także|polecamy|czytejte také|související
související témata
mohlo by vás zajímat|ilgili haberler|bunlar da ilginizi çekebilir|ayrıca okuyun|ilginizi çekebilir
читайте также|читайте ещё|по теме|материалы по теме|смотрите также|читайте також|за темою
baca juga|berita terkait|artikel terkait|simak juga|lihat juga|les også|læs også|läs också
läs även
lue myös|relaterte artikler|mere om emnet|tin liên quan|xem thêm|đọc thêm|đọc tiếp|soma pia
関連記事|あわせて読みたい|関連リンク|関連ニュース|おすすめ|人気記事|アクセスランキング|相关阅读|相关新闻|延伸阅读
推荐阅读|相關新聞|관련기사|관련 기사|관련뉴스|많이 본 뉴스|추천기사
مطالب مرتبط|بیشتر بخوانید|بیشتر بخوانید:|اخبار مرتبط|همچنین بخوانید|مزید پڑھیں|یہ بھی پڑھیں
ראו גם|קראו גם|קראו עוד|כתבות נוספות|עוד בנושא|אולי יעניין אותך|यह भी पढ़ें|ये भी पढ़ें
इसे भी पढ़ें|संबंधित खबरें
ተጨማሪ ያንብቡ|በተጨማሪ ያንብቡ|ይህንንም ያንብቡ|ይህን አንብበዋል|ተያያዥ ዜናዎች|ተዛማጅ ዜናዎች|በብዛት የተነበቡ
আরও পড়ুন|আরো পড়ুন|সম্পর্কিত খবর|อ่านเพิ่มเติม|ข่าวที่เกี่ยวข้อง
"""
#: Labels of tags or topics, which are named in the rest of the line or in the next lines.
_TAGS = """
tags|tag|topics|filed under|keywords|mots-clés|mots clés|schlagworte|schlagwörter|etiquetas
stichworte
palabras clave|parole chiave|trefwoorden|tagi|etiketler|теги|теґи|label|labels|タグ|关键词|标签|태그
كلمات مفتاحيه|الكلمات المفتاحيه|كلمات دلاليه|الكلمات الدلاليه|الوسوم|وسوم|علامات|تاجز|المواضيع
برچسب ها|برچسبها|کلیدواژه|ٹیگز|תגיות|टैग्स|टैग|ট্যাগ|แท็ก|lebo|መለያዎች|መለያ|ተዛማጅ ርዕሶች|ርዕሶች
"""
#: Notices with a number or name in them.
_NOTICE = re.compile(
    r"(?:advertisement|anzeige|publicité|reklama?|اعلان) ?\d*$|log in to|sign in|"
    r"sign up (?:for|to)\b|register (?:to|for)|subscribe (?:to|now|for)|(?:follow|join) us|"
    r"share (?:this|on|via|with)\b|(?:show|view|see|load|read) (?:all|more|full)\b|"
    r"(?:all )?comments? ?\(?\d*\)?$|\d+ comments?$|(?:kommentare|commentaires) ?\(?\d*\)?$|"
    r"\d+ ?(?:min|minutes?|minuten|minutos?|dk|دقايق|دقيقه)[. ]*"
    r"(?:read|lesezeit|de lectura|okuma|قراءه)?$|"
    r"(?:lesedauer|lesezeit|reading time|temps de lecture|tempo di lettura)\b|"
    r"(?:وقت القراءه|مده القراءه)\b|"
    r"\d[\d.,k]* (?:shares?|views?|likes?|comments?|تعليقات?|تعليق|مشاهدات?|مشاهده|مشاركه)$|"
    r"posted by|click here to|(?:add|write|leave|post) (?:a|your) (?:comment|reply)|"
    r"skip (?:to|ad)|toggle |this advertisement has not loaded|story continues below|"
    r"to view this video|photo \d+ of \d+|\d+ ?(?:/|of|von|sur|من) ?\d+$|video \||"
    r"(?:كد خبر|شناسه خبر|رقم الخبر|خبر نمبر|haber kodu|(?:news|article|story) id)\W{0,3}\d+$|"
    r"\d{1,3} ?문자|\d+文字|"
    r"(?:page|seite|página|pagina|sayfa|صفحه) \d{1,3}(?: (?:of|von|sur|de|di|van|من|از) \d{1,3})?$"
)
#: Labels for the source of a picture.
_CREDIT = re.compile(
    r"(?:^|[\s(.\])」\w])(?:photo credit|image credits?|crédits? photo|photo|fotos?|photos|images?|"
    r"bild|picture|video|credits?|photograph|crédits?|fotografie|ảnh|фото|写真|撮影|사진|摄影|攝影|"
    r"تصوير|تصویر|عکس|צילום|ፎቶ|የፎቶው ባለመብት|የምስሉ መግለጫ|"
    r"gambar|zdjęcie|ছবি|फोटो|तस्वीर|ภาพ|فوٹو|kuva|الصوره|صوره)\s?(?::|©|/\S|\bby\b)|"
    r"©|^\(?c\)|写真[)）]?$|＝(?:共同|時事)|^图为|[(（]사진\s?=|"
    r"[\s。)）](?:[^\s。]{2,8})?[摄攝]$|[＝、][^、。]{2,12}撮影$"
)
_AGENCY = re.compile(
    r"(?<!\w)(?:getty(?: images)?|afp|reuters|epa|dpa|shutterstock|istock|unsplash|alamy|zuma|"
    r"belga|picture alliance|imago|scanpix|keystone|ap(?: photo)?|associated press|anadolu|"
    r"file photo|ntb|courtesy|handout|ritzau|efe|ansa|apa|xinhua|ap images|pexels|pixabay|"
    r"ا\.ف\.ب|اف ب|رويترز|فرانس برس|الاناضول|اسوشيتد برس|وكالات)(?!\w)"
)
#: Names of the start page, the first item of a breadcrumb.
_START_PAGE = """
home|home page|front page|news|الرييسيه|الصفحه الرييسيه|accueil|startseite|start|inicio|portada
início|home|ana sayfa|anasayfa|صفحه اصلی|خانه|صفحه نخست|صفحۂ اول|صفحہ اول|ہوم|beranda|главная
головна|strona główna|ראשי|דף הבית|होम|হোম|หน้าแรก|ホーム|トップ|首页|首頁|홈
"""
#: Headings of lists whose items are short lines: of recipes, competitions and courts.
_LISTS = """
ingredients|for the sauce|for the dough|you will need|line-ups|lineups|teams|scorers|results
standings
zutaten|für den teig|für die soße|aufstellungen|ergebnisse|ingrédients|ingredients|compositions
résultats|ingredientes|alineaciones|resultados|ingredienti|formazioni|risultati|ingrediënten
składniki|malzemeler|kadrolar|sonuçlar|ингредиенты|состав|состав команд|результаты|інгредієнти
المكونات|المقادير|مقادير|النتائج|نتائج المباريات|التشكيله|تشكيله الفريقين|الهدافون
مواد لازم|مواد اولیه
اجزا|اجزاء|نتایج|method|directions|instructions|preparation|zubereitung|préparation|preparación
preparazione|yapılışı|hazırlanışı|bereidingswijze|przygotowanie|приготовление|طريقه التحضير
طريقه العمل|طريقه الاعداد|طرز تهیه|הכנה|אופן ההכנה|作り方|做法|만드는 법|विधि
in numbers|by the numbers|in figures|بالارقام|ارقام|in zahlen|zahlen und fakten|en chiffres
en cifras|en números|in numeri|in cifre|em números|in cijfers|w liczbach|rakamlarla|в цифрах
у цифрах|به روایت ارقام|اعداد و شمار|במספרים|आंकड़ों में|সংখ্যায়|数字で見る|数说|숫자로 보는|dalam angka
ficha técnica|ficha del partido|match facts|spielstatistik|feuille de match|tabellino|ফলাফল
ترکیب|מצרכים|מרכיבים|תוצאות|सामग्री|परिणाम|材料|結果|配料|食材|재료|bahan|bahan-bahan
"""
#: Words beside the number of comments, and of views; parts of patterns for folded text.
_COMMENTS = """
تعليقات|التعليقات|تعليقا|تعليق|comments|comment|commentaires|commentaire|kommentare|kommentar|comentarios
comentários|commenti|reacties|yorumlar|yorum|تبصرے|نظرات|نظر|دیدگاه|комментарии|комментариев
komentarze|תגובות|komentar|टिप्पणी|댓글|コメント|评论|評論
"""
_VIEWS = """
مشاهدات|المشاهدات|مشاهده|قراءات|القراءات|قراءه|زيارات|views|view|reads|vues|vue|lectures|aufrufe
visitas|lecturas|visualizzazioni|visualizações|weergaven|görüntülenme|okunma|ویوز|بازدید|مناظر
просмотров|просмотры|wyświetleń|צפיות|dilihat
"""


@cache
def furniture() -> frozenset[str]:
    """Lines that are a button, label or notice of the page."""
    return split(_FURNITURE)


@cache
def read_also() -> re.Pattern[str]:
    """The start of a pointer to other articles, or of a block of them."""
    return _starts(_READ_ALSO)


@cache
def tags_label() -> re.Pattern[str]:
    """The label of a list of tags, at the start of a line."""
    return re.compile(rf"(?:{either(_TAGS)})\s*(?:[:፦]|$)")


@cache
def start_page() -> frozenset[str]:
    """Names of the start page, with which breadcrumbs begin."""
    return split(_START_PAGE)


#: Headings of a list of key points between the headline and the text.
_POINTS = """
key points|key facts|highlights|at a glance|in brief|the essentials|key takeaways|in short
हाइलाइट्स|मुख्य बातें|একনজরে|এক নজরে|핵심 요약|要点|ポイント|poin penting|главные факты|у центрі
das wichtigste in kürze|auf einen blick|l'essentiel|en bref|claves|en breve|in sintesi|öne çıkanlar
главное|коротко|النقاط الرييسيه|ابرز النقاط|اهم النقاط|في سطور|باختصار|נקודות עיקריות
"""


@cache
def points() -> frozenset[str]:
    """Headings of a list of key points."""
    return split(_POINTS)


@cache
def lists() -> frozenset[str]:
    """Headings of lists of short lines."""
    return split(_LISTS) | points()


@cache
def comments() -> str:
    """A pattern for words beside the number of comments."""
    return either(_COMMENTS)


@cache
def views() -> str:
    """A pattern for words beside the number of views."""
    return either(_VIEWS)


def notice() -> re.Pattern[str]:
    """A pattern for notices of the page that contain a number or name."""
    return _NOTICE


def credit_label() -> re.Pattern[str]:
    """A pattern for a label or sign before the source of a picture, anywhere in a line."""
    return _CREDIT


def agency() -> re.Pattern[str]:
    """A pattern for the names of photo agencies."""
    return _AGENCY


def _starts(table: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{either(table)})(?![^\W\d_])")


def either(table: str) -> str:
    """A pattern of the words of a table, the longest first."""
    return "|".join(re.escape(word) for word in sorted(split(table), key=len, reverse=True))


def split(table: str) -> frozenset[str]:
    """The words of a table, folded; strokes and line ends separate them."""
    words = (fold(word).strip(" :") for line in table.splitlines() for word in line.split("|"))
    return frozenset(word for word in words if word)
