"""Recognises the boxes that pages have beside and below a text: newsletters, cookies, the author.

The words are starts of lines, in the languages that newsrooms copy from; folded for matching.
"""

from __future__ import annotations

import re
from functools import cache

from matbaa.formats.raw import words

#: Calls to subscribe, follow or join, and notices about cookies.
_CALLS = """
sign up for our|sign up to our|get our daily|get the latest news|get our newsletter
enter your email|your email address|by signing up|by subscribing|subscribe to our
thank you for subscribing|thanks for signing up|download our app|get the app|join our whatsapp
join our telegram|like us on|we use cookies|this site uses cookies|this website uses cookies
support our journalism|support independent journalism|newsletter sign-up
اشترك في نشرتنا|اشترك في النشرة|اشترك في قناتنا|اشترك في قناة|اشترك في خدمة|اشترك الآن|سجل بريدك
أدخل بريدك|أدخل عنوان بريدك|انضم إلى قناتنا|انضموا إلى قناتنا|تابعونا على|تابعنا على|تابع قناتنا
حمل تطبيق|حمل التطبيق|نستخدم ملفات تعريف الارتباط|يستخدم هذا الموقع ملفات|احصل على آخر الأخبار
جميع الحقوق محفوظة
inscrivez-vous à|inscrivez-vous gratuitement|recevez chaque|recevez toute l'actualité|recevez nos
votre adresse e-mail|votre adresse mail|votre e-mail|abonnez-vous|je m'abonne|ce site utilise des
nous utilisons des cookies|téléchargez l'application|rejoignez-nous sur
jetzt anmelden|ihre e-mail-adresse|newsletter abonnieren|jetzt newsletter|abonnieren sie
wir verwenden cookies|diese website verwendet|mit der anmeldung|nichts mehr verpassen
suscríbete a|apúntate a|recibe en tu correo|recibe la mejor información|recibe nuestra
tu correo electrónico|si te interesa seguir la actualidad|si quieres seguir toda|utilizamos cookies
este sitio utiliza|este sitio web utiliza|síguenos en|únete a nuestro canal|regístrate gratis
iscriviti alla|iscriviti al canale|ricevi le notizie|ricevi la newsletter|la tua e-mail|la tua email
questo sito utilizza|utilizziamo i cookie|seguici su|riproduzione riservata
inscreva-se|receba as notícias|receba notícias|receba no seu|seu e-mail|usamos cookies
este site usa|este site utiliza|siga-nos|entre no canal|clique aqui para
schrijf je in voor|meld je aan|wij gebruiken cookies|deze website gebruikt|jouw e-mailadres
zapisz się na|zapisz się do newslettera|twój adres e-mail|ta strona używa|używamy plików cookie
obserwuj nas
подпишитесь на наш|подписывайтесь на наш|подписывайтесь на канал|подписывайся на|ваш e-mail
мы используем cookie|мы используем файлы|читайте нас в
підпишіться на наш|підписуйтесь на наш|підписуйтеся на наш|підписуйтесь на канал|читайте нас у
bültenimize|bültene abone|e-posta adresiniz|çerez kullanıyoruz|bu site çerez|whatsapp kanalımız
bizi takip edin|uygulamamızı indirin|çerez tercihleri
ikuti kami|dapatkan update|gabung di|simak berita lainnya|cek berita dan artikel
kami menggunakan cookie|ikuti saluran
हमें फॉलो करें|हमारे व्हाट्सएप चैनल|हमारे न्यूज़लेटर|প্রথম আলোর খবর পেতে|খবর পেতে গুগল
メールマガジン|無料会員登録|会員登録|ログインして|このサイトは
订阅我们|扫码关注|关注我们|点击订阅|扫描二维码|责任编辑|責任編輯
무단 전재|무단전재|저작권자|구독하기|기사제보
عضویت در خبرنامه|ایمیل خود را|ما را در تلگرام|ہمیں فالو کریں
הירשמו לניוזלטר|הצטרפו לערוץ|הצטרפו לקבוצת|עקבו אחרינו|כתובת המייל
กดติดตาม|ติดตามข่าว|ติดตามเรา|jiunge na|tufuate
"""
#: Labels above a paragraph about the author.
_AUTHOR = """
about the author|about the authors|about the writer|about the reporter|more about the author
عن الكاتب|عن الكاتبة|نبذة عن الكاتب|نبذة عن المؤلف|حول الكاتب|à propos de l'auteur
à propos de l'autrice|a propos de l'auteur|über den autor|über die autorin|zur person
über die autoren|sobre el autor|sobre la autora|acerca del autor|sobre la firma|sull'autore
informazioni sull'autore|l'autore|sobre o autor|sobre a autora|over de auteur|o autorze|o autorce
об авторе|про автора|yazar hakkında|tentang penulis|लेखक के बारे में|লেখক পরিচিতি|লেখক সম্পর্কে
درباره نویسنده|مصنف کے بارے میں|על הכותב|על הכותבת|著者プロフィール|筆者プロフィール|作者简介
作者簡介|글쓴이 소개|기자 소개|เกี่ยวกับผู้เขียน
"""


@cache
def call() -> re.Pattern[str]:
    """The start of a call to subscribe, follow or join, or of a notice about cookies."""
    return re.compile(rf"\W{{0,3}}(?:{words.either(_CALLS)})")


@cache
def author_labels() -> frozenset[str]:
    """Lines above a paragraph about the author."""
    return words.split(_AUTHOR)
